package dev.sluice.probe.tokens;

import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.probe.storage.OwnerOnlyDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a device stands with its tokens, for its owner.
 *
 * @param issuer the host that they are made for
 * @param kept how many wait to be used
 * @param most how many wait at most
 */
public record TokenStanding(String issuer, int kept, int most) {

  /** Of a data directory as it is; nothing is made and nothing is changed. */
  public static TokenStanding of(Path dataDirectory, TokenTerms terms) throws IOException {
    Optional<OwnerOnlyDirectory> files = OwnerOnlyDirectory.existing(dataDirectory);
    return files.isPresent()
        ? of(files.get(), terms.host())
        : new TokenStanding(terms.host(), 0, TokenStock.FULL);
  }

  private static TokenStanding of(DurableFiles files, String issuer) throws IOException {
    return new TokenStanding(issuer, new TokenStock(files).free(), TokenStock.FULL);
  }

  /** Whether there is room for another one. */
  public boolean isShort() {
    return kept < most;
  }

  /** As half a sentence. */
  public String words() {
    return "%s of %d kept, for %s".formatted(kept == 0 ? "none" : kept, most, issuer);
  }
}
