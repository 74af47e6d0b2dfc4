package dev.sluice.privacy.mechanism;

import java.util.List;

/**
 * One bit about a quantity's place in its range (Ding, Kulkarni, Yekhanin 2017, "1BitMean").
 *
 * <p>With probability beta the bit is drawn with the odds of the truth, 1 with probability x = g /
 * 1000 for step g of the range; else it is a fair coin:
 *
 * <pre>P(1) = (1 - beta) / 2 + beta x,    beta = (e^eps - 1) / (e^eps + 1) = tanh(eps / 2),</pre>
 *
 * which is the paper's 1 / (e^eps + 1) + x (e^eps - 1) / (e^eps + 1). The greatest ratio between
 * two measurements is, for 1 as for 0, (1 + beta) / (1 - beta) = e^eps, and grows with beta: as the
 * coin rounds beta down, both ratios stay below e^eps. All else is exact in integers.
 *
 * <p>The estimate is x = (mean - (1 - beta) / 2) / beta. Its variance is P(1) P(0) / (n beta^2),
 * with device and sampling variation inside, for a bit's variance depends on its mean alone. For
 * the same reason bits cannot tell noise from variation between devices: the noise is stated as the
 * whole, which it is when all devices measure the same, and above it otherwise.
 *
 * @param range where the quantity is clipped to
 */
public record OneBitMean(ClippedRange range) implements MeanMechanism {

  @Override
  public MechanismKind kind() {
    return MechanismKind.ONE_BIT_MEAN;
  }

  @Override
  public long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness) {
    int step = range.step(measurement);
    // All draws are made whatever the first one says: nothing about the answer shows in the time.
    boolean telling = coin(epsilon).heads(randomness);
    int told = randomness.uniform(ClippedRange.STEPS) < step ? 1 : 0;
    int fair = randomness.uniform(2);
    return new long[] {telling ? told : fair};
  }

  @Override
  public long greatestMagnitude(Epsilon epsilon) {
    return 1;
  }

  @Override
  public boolean admits(long[] payload, Epsilon epsilon) {
    return payload.length == 1 && (payload[0] == 0 || payload[0] == 1);
  }

  @Override
  public List<Estimate> estimate(CellSums sums, Epsilon epsilon) {
    if (sums.reports() < 2) {
      return List.of();
    }
    // No measurement has less than the variance at the ends, although a sample may.
    double least = bitVariance(response(epsilon).payload(0));
    double noise = Math.max(least, bitVariance(sums.mean(0)));
    return response(epsilon).estimate(range, sums, noise);
  }

  @Override
  public double noiseVariance(Epsilon epsilon) {
    double unit = response(epsilon).unit(range);
    return unit * unit * bitVariance(0.5);
  }

  private static BiasedCoin coin(Epsilon epsilon) {
    return BiasedCoin.atMost(Math.tanh(epsilon.value() / 2));
  }

  private static LinearResponse response(Epsilon epsilon) {
    double beta = coin(epsilon).probability();
    return new LinearResponse((1 - beta) / 2, beta / ClippedRange.STEPS);
  }

  private static double bitVariance(double mean) {
    return mean * (1 - mean);
  }
}
