package dev.sluice.privacy.mechanism;

/**
 * One estimated number and how far it can be trusted.
 *
 * @param component what is estimated
 * @param value unbiased estimate, in the metric's unit; may lie outside the possible range
 * @param noiseVariance variance that the privacy noise alone gives the estimate
 * @param variance variance from noise, sampling and devices together; never below the noise's
 */
public record Estimate(String component, double value, double noiseVariance, double variance) {
  /** 97.5 % quantile of the standard normal distribution: two-sided 95 % intervals. */
  private static final double Z_975 = 1.959963984540054;

  public Estimate {
    if (!(noiseVariance >= 0) || !(variance >= noiseVariance)) {
      throw new IllegalArgumentException(
          "the variance must be at least the noise's, were " + variance + ", " + noiseVariance);
    }
  }

  /** Half the width of the 95 % interval for the noise alone. */
  public double noiseRadius() {
    return Z_975 * Math.sqrt(noiseVariance);
  }

  /** Half the width of the 95 % interval for noise and sampling together. */
  public double radius() {
    return Z_975 * Math.sqrt(variance);
  }
}
