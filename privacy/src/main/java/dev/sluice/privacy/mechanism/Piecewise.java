package dev.sluice.privacy.mechanism;

import java.util.List;

/**
 * The piecewise mechanism (Wang et al. 2019) in integers: a number near the truth or any number.
 *
 * <p>For step g of the range the payload is, with probability beta, uniform in the window of w
 * integers from g to g + w - 1, and otherwise uniform in all N = 1000 + w integers that some window
 * reaches. A payload in the window has the probability (1 - beta) / N + beta / w, any other (1 -
 * beta) / N, so the greatest ratio between two measurements is
 *
 * <pre>1 + beta N / (w (1 - beta)) = e^eps    for    beta = w (e^eps - 1) / (w (e^eps - 1) + N).
 * </pre>
 *
 * It grows with beta, which the coin rounds down; all else is exact in integers.
 *
 * <p>w = 1000 e^(-eps/2), rounded: the width that the continuous mechanism has when its outputs are
 * scaled so that the window moves as far as the truth. As g moves by one, so does the window, and
 * the mean payload is linear in g:
 *
 * <pre>E[y | g] = beta (g + (w - 1) / 2) + (1 - beta) (N - 1) / 2.</pre>
 *
 * With m(n) = (n - 1) (2 n - 1) / 6, the mean square of 0 .. n - 1,
 *
 * <pre>E[y^2 | g] = beta (g^2 + g (w - 1) + m(w)) + (1 - beta) m(N),</pre>
 *
 * which makes the variance quadratic in g, least in the middle of the range and greatest at its
 * ends. The sums of y and y^2 estimate the means of g and g^2, and so the noise of a cell.
 *
 * @param range where the quantity is clipped to
 */
public record Piecewise(ClippedRange range) implements MeanMechanism {
  private static final int STEPS = ClippedRange.STEPS;

  @Override
  public MechanismKind kind() {
    return MechanismKind.PIECEWISE;
  }

  @Override
  public long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness) {
    Shape shape = Shape.of(epsilon);
    int step = range.step(measurement);
    // All draws are made whatever the first one says: nothing about the answer shows in the time.
    boolean near = shape.coin().heads(randomness);
    int inWindow = step + randomness.uniform(shape.window());
    int anywhere = randomness.uniform(shape.outputs());
    return new long[] {near ? inWindow : anywhere};
  }

  @Override
  public long greatestMagnitude(Epsilon epsilon) {
    return Shape.of(epsilon).outputs() - 1L;
  }

  @Override
  public boolean admits(long[] payload, Epsilon epsilon) {
    return payload.length == 1 && payload[0] >= 0 && payload[0] < Shape.of(epsilon).outputs();
  }

  @Override
  public List<Estimate> estimate(CellSums sums, Epsilon epsilon) {
    if (sums.reports() < 2) {
      return List.of();
    }
    Shape shape = Shape.of(epsilon);
    double step = within(0, shape.response().step(sums.mean(0)), STEPS);
    double meanSquare = (double) sums.sumOfSquares(0) / sums.reports();
    // Jensen on one side, the range on the other: what chance puts beyond them is no variance.
    double stepSquared = within(step * step, shape.stepSquared(meanSquare, step), STEPS * step);
    return shape.response().estimate(range, sums, shape.variance(step, stepSquared));
  }

  @Override
  public double noiseVariance(Epsilon epsilon) {
    Shape shape = Shape.of(epsilon);
    double unit = shape.response().unit(range);
    return unit * unit * shape.variance(0, 0);
  }

  private static double within(double least, double value, double most) {
    return Math.max(least, Math.min(most, value));
  }

  /**
   * The mechanism at one epsilon.
   *
   * @param window integers in the window, w
   * @param coin heads, with probability beta, for a number in the window
   */
  private record Shape(int window, BiasedCoin coin) {
    static Shape of(Epsilon epsilon) {
      int window = (int) Math.round(STEPS * Math.exp(-epsilon.value() / 2));
      double near = window * Math.expm1(epsilon.value());
      return new Shape(window, BiasedCoin.atMost(near / (near + STEPS + window)));
    }

    int outputs() {
      return STEPS + window;
    }

    double beta() {
      return coin.probability();
    }

    LinearResponse response() {
      double beta = beta();
      return new LinearResponse(beta * (window - 1) / 2 + (1 - beta) * (outputs() - 1) / 2, beta);
    }

    /** Mean of g^2, from the means of y^2 and of g. */
    double stepSquared(double meanSquare, double step) {
      return (meanSquare - (1 - beta()) * meanSquareBelow(outputs())) / beta()
          - step * (window - 1)
          - meanSquareBelow(window);
    }

    /** Mean of Var(y | g), from the means of g and g^2. */
    double variance(double step, double stepSquared) {
      double square =
          beta() * (stepSquared + step * (window - 1) + meanSquareBelow(window))
              + (1 - beta()) * meanSquareBelow(outputs());
      double intercept = response().intercept();
      double squareOfMean =
          intercept * intercept + 2 * intercept * beta() * step + beta() * beta() * stepSquared;
      return square - squareOfMean;
    }

    private static double meanSquareBelow(int bound) {
      return (bound - 1) * (2.0 * bound - 1) / 6;
    }
  }
}
