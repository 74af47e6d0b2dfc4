package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A look at a ledger. It takes no lock, makes no file and repairs nothing. */
public sealed interface LedgerView {

  /** No report was ever made here. */
  record Absent() implements LedgerView {}

  /**
   * A ledger that goes on.
   *
   * @param loss why the next turn will begin a new ledger in quarantine; empty if it is sound
   */
  record Present(LedgerState state, Optional<String> loss) implements LedgerView {}

  /**
   * A ledger that never releases again.
   *
   * @param reason one line for people
   */
  record Closed(String reason) implements LedgerView {}

  /**
   * Looks at the ledger of a directory, also while another process writes it.
   *
   * @param today the device's day
   * @throws LedgerException if it cannot be read
   */
  static LedgerView of(Path directory, Caps caps, LocalDate today) throws LedgerException {
    try {
      Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(directory);
      return files.isEmpty() ? new Absent() : of(settled(files.get()), caps, today);
    } catch (IOException e) {
      // The file system names the path in what it says.
      throw new LedgerException("cannot read the ledger: " + e.getMessage(), e);
    }
  }

  private static LedgerView of(LedgerContents contents, Caps caps, LocalDate today) {
    if (contents instanceof LedgerContents.Sound sound) {
      return new Present(LedgerState.of(caps, sound.records()), Optional.empty());
    }
    if (contents instanceof LedgerContents.Lost lost) {
      LedgerState after = LedgerState.of(caps, List.of(LedgerFile.loss(lost.mark(), today)));
      return new Present(after, Optional.of(lost.reason()));
    }
    return contents instanceof LedgerContents.Unknowable unknowable
        ? new Closed(LedgerFile.closed(unknowable))
        : new Absent();
  }

  /** Ledger and mark are two files: they belong together if the mark stood still meanwhile. */
  private static LedgerContents settled(DurableFiles files) throws IOException {
    for (int attempt = 0; attempt < 200; attempt++) {
      byte[] before = mark(files);
      LedgerContents contents = LedgerInspection.of(files);
      if (Arrays.equals(before, mark(files))) {
        return contents;
      }
    }
    throw new IOException("another process is writing it without pause");
  }

  private static byte[] mark(DurableFiles files) throws IOException {
    return files.read(LedgerNames.MARK, LedgerInspection.MAX_MARK).orElse(new byte[0]);
  }
}
