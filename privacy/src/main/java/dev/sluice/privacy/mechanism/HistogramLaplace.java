package dev.sluice.privacy.mechanism;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One quantity as a one-hot histogram with discrete Laplace noise on every bucket; for people to
 * look at, never for a decision.
 *
 * <p>Replacing one measurement by another moves a count from one bucket to a second one: two
 * coordinates change by {@value #UNIT} each, so l0 = 2, lInf = {@value #UNIT} and the scale is b =
 * 2 * {@value #UNIT} / epsilon. Half of that, the commonest bug, would leak twice the claim.
 *
 * @param edges inner bucket edges, ascending: bucket i holds values from edge i - 1 up to, not
 *     including, edge i
 */
public record HistogramLaplace(List<Double> edges) implements Mechanism {
  /**
   * What the hot bucket counts. Rounding to integers adds 1/12 to a variance of 2 b^2, which is at
   * least 1250, for b is at least 25 at the greatest epsilon; and from epsilon 0.5 on a bucket,
   * even at its clamp, takes two bytes in a report.
   */
  public static final int UNIT = 100;

  private static final int CHANGED_BUCKETS = 2;
  private static final int CLAMP_SCALES = 12;

  public HistogramLaplace {
    edges = List.copyOf(edges);
    if (edges.isEmpty()) {
      throw new IllegalArgumentException("a histogram must have at least one edge");
    }
    for (int i = 0; i < edges.size(); i++) {
      if (!Double.isFinite(edges.get(i)) || (i > 0 && !(edges.get(i - 1) < edges.get(i)))) {
        throw new IllegalArgumentException("edges must be finite and ascending, were " + edges);
      }
    }
  }

  @Override
  public MechanismKind kind() {
    return MechanismKind.LAPLACE_HISTOGRAM;
  }

  @Override
  public int payloadLength() {
    return edges.size() + 1;
  }

  @Override
  public int slots() {
    return payloadLength();
  }

  /** In counts: one bucket loses one, another gains one. */
  @Override
  public long sensitivity() {
    return CHANGED_BUCKETS;
  }

  @Override
  public long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness) {
    int hot = bucket(measurement);
    long clamp = clamp(epsilon);
    long[] noised = new long[payloadLength()];
    for (int bucket = 0; bucket < noised.length; bucket++) {
      long truth = bucket == hot ? UNIT : 0;
      long value = randomness.addLaplace(truth, CHANGED_BUCKETS, UNIT, epsilon);
      noised[bucket] = Math.max(-clamp, Math.min(UNIT + clamp, value));
    }
    return noised;
  }

  @Override
  public long greatestMagnitude(Epsilon epsilon) {
    return UNIT + clamp(epsilon);
  }

  @Override
  public boolean admits(long[] payload, Epsilon epsilon) {
    if (payload.length != payloadLength()) {
      return false;
    }
    long clamp = clamp(epsilon);
    for (long value : payload) {
      if (value < -clamp || value > UNIT + clamp) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Estimate> estimate(CellSums sums, Epsilon epsilon) {
    if (sums.reports() < 2) {
      return List.of();
    }
    List<Estimate> estimates = new ArrayList<>(slots());
    double noise = payloadNoise(epsilon);
    double perUnit = 1.0 / UNIT / UNIT / sums.reports();
    for (int bucket = 0; bucket < slots(); bucket++) {
      estimates.add(
          new Estimate(
              name(bucket),
              sums.mean(bucket) / UNIT,
              noise * perUnit,
              Math.max(noise, sums.variance(bucket)) * perUnit));
    }
    return estimates;
  }

  @Override
  public Optional<Estimate> headline(CellSums sums, Epsilon epsilon) {
    return Optional.empty();
  }

  @Override
  public double noiseVariance(Epsilon epsilon) {
    return payloadNoise(epsilon) / UNIT / UNIT;
  }

  @Override
  public double noiseless(Measurement measurement) {
    return bucket(measurement);
  }

  private int bucket(Measurement measurement) {
    if (measurement instanceof Measurement.Category) {
      throw new IllegalArgumentException("a histogram holds quantities, not categories");
    }
    if (!(measurement instanceof Measurement.Quantity quantity)
        || !Double.isFinite(quantity.value())) {
      return edges.size(); // the slowest, largest, worst bucket
    }
    int bucket = 0;
    while (bucket < edges.size() && quantity.value() >= edges.get(bucket)) {
      bucket++;
    }
    return bucket;
  }

  /** Both ends: with the upper one alone, a bucket's own share would read as cumulative. */
  private String name(int bucket) {
    if (bucket == 0) {
      return "below " + edge(0);
    }
    return bucket == edges.size()
        ? edge(bucket - 1) + " and more"
        : edge(bucket - 1) + ".." + edge(bucket);
  }

  private String edge(int edge) {
    return BigDecimal.valueOf(edges.get(edge)).stripTrailingZeros().toPlainString();
  }

  private static double payloadNoise(Epsilon epsilon) {
    double scale = CHANGED_BUCKETS * UNIT / epsilon.value();
    return 2 * scale * scale;
  }

  private static long clamp(Epsilon epsilon) {
    return (long) Math.ceil(CLAMP_SCALES * (CHANGED_BUCKETS * UNIT / epsilon.value()));
  }
}
