package dev.sluice.privacy.mechanism;

/** Where mechanisms get randomness from. On a device it is the platform's secure generator. */
public interface Randomness {

  /** Uniform in 0 .. {@code bound} - 1; {@code bound} is at least 1. */
  int uniform(int bound);

  /** 63 uniform bits: 0 .. 2^63 - 1. */
  long bits63();

  /**
   * A value with two-sided geometric (discrete Laplace) noise.
   *
   * @param value the true value
   * @param l0Sensitivity how many coordinates one release may change
   * @param lInfSensitivity by how much it may change each of them
   * @param epsilon the privacy loss of all coordinates together
   */
  long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon);
}
