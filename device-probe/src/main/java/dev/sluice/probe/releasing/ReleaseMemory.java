package dev.sluice.probe.releasing;

import dev.sluice.probe.release.AcceptedReleases;
import dev.sluice.probe.release.AcceptedReleases.Acceptance;
import dev.sluice.probe.release.Verification;
import dev.sluice.probe.storage.DirectoryLock;
import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The manifests that this device has accepted, in a file of the data directory beside the ledger.
 * Whoever deletes it lets old releases in again, so a damaged one is refused and never replaced.
 *
 * @param directory the data directory
 */
public record ReleaseMemory(Path directory) {
  private static final String NAME = "releases.json";
  private static final String LOCK = "releases.lock";

  /** What a manifest is to this device; changes nothing. */
  public Acceptance consider(Verification.Trusted trusted) throws IOException {
    Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(directory);
    AcceptedReleases memory = files.isEmpty() ? AcceptedReleases.none() : read(files.get());
    return memory.consider(trusted);
  }

  /** The same, and a newer manifest is remembered on the disk before this returns. */
  public Acceptance accept(Verification.Trusted trusted) throws IOException {
    OwnerOnlyDirectory files = OwnerOnlyDirectory.create(directory);
    try (DirectoryLock lock = files.lock(LOCK)) {
      Acceptance acceptance = read(files).consider(trusted);
      if (acceptance instanceof Acceptance.Newer newer) {
        files.replace(NAME, newer.next().toBytes());
      }
      return acceptance;
    }
  }

  private AcceptedReleases read(DurableFiles files) throws IOException {
    Optional<byte[]> bytes = files.read(NAME, AcceptedReleases.maxBytes() + 1);
    if (bytes.isEmpty()) {
      return AcceptedReleases.none();
    }
    return AcceptedReleases.fromBytes(bytes.get())
        .orElseThrow(
            () ->
                new IOException(
                    directory.resolve(NAME)
                        + " is damaged; it keeps old releases from coming back, so restore it, or"
                        + " move it away and know what that means"));
  }
}
