package dev.sluice.probe.releasing;

import dev.sluice.probe.release.DsseEnvelope;
import dev.sluice.probe.release.ReleaseKey;
import dev.sluice.probe.release.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A signed manifest from a file, checked against keys from files, before anything else is read. */
public final class TrustedManifest {
  private static final int MAX_KEYS = 8;

  private TrustedManifest() {}

  /**
   * Reads and checks.
   *
   * @param keys public key files, at least one
   * @throws IOException with one line that names the file: if one cannot be read, if a key is none,
   *     or if the manifest is not to be trusted
   */
  public static Verification.Trusted read(Path manifest, List<Path> keys) throws IOException {
    List<ReleaseKey> trusted = keys(keys);
    Verification verification =
        Verification.of(BoundedFile.read(manifest, DsseEnvelope.MAX_BYTES), trusted);
    if (verification instanceof Verification.Refused refused) {
      throw new IOException(
          "%s: %s: %s".formatted(manifest, step(refused.fault()), refused.reason()));
    }
    return (Verification.Trusted) verification;
  }

  private static String step(Verification.Fault fault) {
    return switch (fault) {
      case ENVELOPE -> "it is no signed manifest";
      case SIGNATURE -> "it is not to be trusted";
      case MANIFEST -> "what was signed is no manifest";
    };
  }

  private static List<ReleaseKey> keys(List<Path> files) throws IOException {
    if (files.size() > MAX_KEYS) {
      throw new IOException("at most %d keys can be trusted at once".formatted(MAX_KEYS));
    }
    List<ReleaseKey> keys = new ArrayList<>();
    for (Path file : files) {
      try {
        keys.add(ReleaseKey.fromPem(BoundedFile.read(file, ReleaseKey.MAX_PEM_BYTES)));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": no key to trust: " + e.getMessage(), e);
      }
    }
    return keys;
  }
}
