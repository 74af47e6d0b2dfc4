package dev.sluice.probe.doctor;

import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The data directory belongs to its owner alone, can be written, and nobody stuck holds it. */
record DataDirectoryCheck(Optional<Path> directory) implements Check {
  /** The file that a probe holds while it works with the ledger. */
  private static final String LOCK = "ledger.lock";

  @Override
  public String name() {
    return "data directory";
  }

  @Override
  public Finding run() {
    if (directory.isEmpty()) {
      return Finding.notChecked("none was named (--data-dir)");
    }
    Path here = directory.get();
    try {
      Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(here);
      if (files.isEmpty()) {
        return Finding.ok(here + " is not there or empty; the first use makes it");
      }
      if (!Files.isWritable(here)) {
        return Finding.problem(
            here + " cannot be written by this user", "run the probe as the directory's owner");
      }
      return lock(here, files.get());
    } catch (IOException e) {
      return Finding.problem(
          String.valueOf(e.getMessage()), "let only its owner enter it: chmod 700 " + here);
    }
  }

  /** Takes the lock and lets go of it at once; where there is no lock file, none is made. */
  private static Finding lock(Path here, OwnerOnlyDirectory files) throws IOException {
    if (!files.names().contains(LOCK)) {
      return Finding.ok(here + " is its owner's alone");
    }
    try (DirectoryLock lock = files.lock(LOCK)) {
      return Finding.ok(here + " is its owner's alone, and no probe works in it now");
    } catch (DirectoryLock.HeldException held) {
      return Finding.warning(
          here + " is in use by another probe now",
          "wait for its turn to end, or end that process if it is stuck");
    }
  }
}
