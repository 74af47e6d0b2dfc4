package dev.sluice.privacy.mechanism;

import java.util.List;
import java.util.Optional;

/**
 * One way to privatise a measurement: both halves, so that they cannot drift apart.
 *
 * <p>Every mechanism is epsilon-differentially private in the local model under replace-one: for
 * any two measurements whatever, the probability of any payload differs by at most a factor of
 * e^epsilon.
 */
public sealed interface Mechanism permits MeanMechanism, RandomizedResponse, HistogramLaplace {

  MechanismKind kind();

  /** Numbers in the payload of one report. */
  int payloadLength();

  /** Numbers in the sums of a cell. */
  int slots();

  /**
   * The replace-one sensitivity: how far apart, in L1, any two measurements can lie once they are
   * encoded and not yet noised. In steps of a grid; of one-hot encodings, in counts.
   */
  long sensitivity();

  /**
   * The device's half: privatises one measurement.
   *
   * @throws IllegalArgumentException if the measurement is of another kind than the mechanism's
   */
  long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness);

  /** The greatest magnitude that a number of a payload can have, whatever is drawn. */
  long greatestMagnitude(Epsilon epsilon);

  /** Whether a payload could have come from {@link #encode}; everything else is refused. */
  boolean admits(long[] payload, Epsilon epsilon);

  /**
   * Adds an admitted payload to a cell's exact sums.
   *
   * @param sums one sum a slot, changed in place
   * @param sumsOfSquares one sum a slot, changed in place
   */
  default void accumulate(long[] payload, long[] sums, long[] sumsOfSquares) {
    kind().accumulate(payload, sums, sumsOfSquares);
  }

  /**
   * The server's half: what the sums say, component by component. Empty with fewer than two
   * reports: one report has no standard error.
   */
  List<Estimate> estimate(CellSums sums, Epsilon epsilon);

  /**
   * The one number that a gate may judge: the mean of a quantity, the share of the first category.
   * Empty where there is none, as for histograms, or with fewer than two reports.
   */
  Optional<Estimate> headline(CellSums sums, Epsilon epsilon);

  /**
   * The most variance that the noise of one report can have, whatever was measured: of the
   * headline, or of one bucket's share where there is none. In the square of the estimate's unit.
   */
  double noiseVariance(Epsilon epsilon);

  /**
   * The expected value of {@link #headline} for one measurement, were there no noise: clipped and
   * rounded as {@link #encode} does. It lets a simulation state its truth in the gate's terms.
   */
  double noiseless(Measurement measurement);
}
