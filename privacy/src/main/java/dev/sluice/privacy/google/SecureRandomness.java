package dev.sluice.privacy.google;

import com.google.privacy.differentialprivacy.LaplaceNoise;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.security.SecureRandom;

/**
 * Laplace noise from Google's library, everything else from the platform's secure generator.
 * Neither can be seeded. Safe for use by many threads.
 */
public final class SecureRandomness implements Randomness {
  private final SecureRandom random = new SecureRandom();
  private final LaplaceNoise laplace = new LaplaceNoise();

  @Override
  public int uniform(int bound) {
    return random.nextInt(bound);
  }

  @Override
  public long bits63() {
    return random.nextLong() & Long.MAX_VALUE;
  }

  @Override
  public long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {
    return laplace.addNoise(value, l0Sensitivity, lInfSensitivity, epsilon.value(), null);
  }
}
