package dev.sluice.privacy.mechanism;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * k-ary randomised response (Kairouz, Oh, Viswanath 2016): the true category with probability p =
 * e^epsilon / (e^epsilon + k - 1), any other with q = 1 / (e^epsilon + k - 1) each.
 *
 * <p>The draw compares integers. The coin rounds the share of truthful answers down; what it takes
 * off goes to the others in equal parts, so p falls, q rises, and p / q stays below e^epsilon. The
 * estimate uses the p of the coin, not the formula's.
 *
 * @param categories the closed list; the first is the good one and a gate's headline
 * @param worst index of the category that a missing measurement is encoded as
 */
public record RandomizedResponse(List<String> categories, int worst) implements Mechanism {
  private static final int CHANGED_COUNTS = 2;

  public RandomizedResponse {
    categories = List.copyOf(categories);
    if (categories.size() < 2 || new HashSet<>(categories).size() != categories.size()) {
      throw new IllegalArgumentException(
          "categories must be at least two different names, were " + categories);
    }
    if (worst < 0 || worst >= categories.size()) {
      throw new IllegalArgumentException(
          "the worst category must be one of " + categories.size() + ", was " + worst);
    }
  }

  @Override
  public MechanismKind kind() {
    return MechanismKind.RANDOMIZED_RESPONSE;
  }

  @Override
  public int payloadLength() {
    return 1;
  }

  @Override
  public int slots() {
    return categories.size();
  }

  /** As one-hot counts: one category loses one, another gains one. */
  @Override
  public long sensitivity() {
    return CHANGED_COUNTS;
  }

  @Override
  public long[] encode(Measurement measurement, Epsilon epsilon, Randomness randomness) {
    int truth = category(measurement);
    // Both draws are made whatever the first one says: nothing about the answer shows in the time.
    boolean truthful = coin(epsilon).heads(randomness);
    int other = randomness.uniform(categories.size() - 1);
    int lie = other < truth ? other : other + 1;
    return new long[] {truthful ? truth : lie};
  }

  @Override
  public long greatestMagnitude(Epsilon epsilon) {
    return categories.size() - 1L;
  }

  @Override
  public boolean admits(long[] payload, Epsilon epsilon) {
    return payload.length == 1 && payload[0] >= 0 && payload[0] < categories.size();
  }

  @Override
  public List<Estimate> estimate(CellSums sums, Epsilon epsilon) {
    if (sums.reports() < 2) {
      return List.of();
    }
    List<Estimate> estimates = new ArrayList<>(categories.size());
    for (int category = 0; category < categories.size(); category++) {
      estimates.add(estimate(category, sums, epsilon));
    }
    return estimates;
  }

  @Override
  public Optional<Estimate> headline(CellSums sums, Epsilon epsilon) {
    return sums.reports() < 2 ? Optional.empty() : Optional.of(estimate(0, sums, epsilon));
  }

  /** Greatest where everybody is in the category: p is never farther from one half than q. */
  @Override
  public double noiseVariance(Epsilon epsilon) {
    double p = coin(epsilon).probability();
    double q = (1 - p) / (categories.size() - 1);
    return p * (1 - p) / ((p - q) * (p - q));
  }

  @Override
  public double noiseless(Measurement measurement) {
    return category(measurement) == 0 ? 1 : 0;
  }

  /** f = (c/n - q) / (p - q); Var f = c/n (1 - c/n) / (n (p - q)^2). */
  private Estimate estimate(int category, CellSums sums, Epsilon epsilon) {
    double p = coin(epsilon).probability();
    double q = (1 - p) / (categories.size() - 1);
    double observed = sums.mean(category);
    double share = (observed - q) / (p - q);
    double scale = sums.reports() * (p - q) * (p - q);
    // What the coin flips alone add, given the true shares; the estimate stands in for the truth.
    double held = Math.max(0, Math.min(1, share));
    double noise = (held * p * (1 - p) + (1 - held) * q * (1 - q)) / scale;
    double total = Math.max(noise, observed * (1 - observed) / scale);
    return new Estimate(categories.get(category), share, noise, total);
  }

  private int category(Measurement measurement) {
    if (measurement instanceof Measurement.Category category) {
      if (category.index() < 0 || category.index() >= categories.size()) {
        throw new IllegalArgumentException(
            "category must be one of " + categories.size() + ", was " + category.index());
      }
      return category.index();
    }
    if (measurement instanceof Measurement.Missing) {
      return worst;
    }
    throw new IllegalArgumentException("randomised response holds categories, not quantities");
  }

  private BiasedCoin coin(Epsilon epsilon) {
    double odds = Math.exp(epsilon.value());
    return BiasedCoin.atMost(odds / (odds + categories.size() - 1));
  }
}
