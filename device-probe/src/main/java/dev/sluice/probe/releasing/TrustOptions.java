package dev.sluice.probe.releasing;

import dev.sluice.probe.release.AcceptedReleases.Acceptance;
import dev.sluice.probe.release.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A signed manifest, the keys that are trusted, and what the device remembers. */
final class TrustOptions {
  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "The signed manifest.")
  private Path manifest;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description =
          "A public key that is trusted (.pub); may be given several times, one is enough.")
  private List<Path> keys;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The probe's data directory: a manifest older than one that was accepted there is "
              + "refused. Nothing is written.")
  private @Nullable Path dataDirectory;

  Verification.Trusted read() throws IOException {
    return TrustedManifest.read(manifest, keys);
  }

  /** What the manifest is to the device; absent without a data directory. */
  Optional<Acceptance> consider(Verification.Trusted trusted) throws IOException {
    return dataDirectory == null
        ? Optional.empty()
        : Optional.of(new ReleaseMemory(dataDirectory).consider(trusted));
  }

  /** Where a file would be kept: the data directory, else here. */
  Path place() {
    return dataDirectory == null ? Path.of("") : dataDirectory;
  }
}
