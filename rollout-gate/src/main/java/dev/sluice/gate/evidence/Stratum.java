package dev.sluice.gate.evidence;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.schemas.DigestPrefix;
import java.util.Comparator;

/**
 * What must be equal for two reports of a metric to be compared: kind of device, privacy loss (its
 * share in an arm may differ, its noise does), and the questions that were asked.
 *
 * <p>Build and backend of the runtime are no stratum: they may come with the candidate, and where
 * they do not, the random split gives both arms the same mix.
 */
public record Stratum(String deviceClass, Epsilon epsilon, DigestPrefix suiteDigest)
    implements Comparable<Stratum> {
  private static final Comparator<Stratum> ORDER =
      Comparator.comparing(Stratum::deviceClass)
          .thenComparing(Stratum::epsilon)
          .thenComparing(Stratum::suiteDigest);

  @Override
  public int compareTo(Stratum other) {
    return ORDER.compare(this, other);
  }
}
