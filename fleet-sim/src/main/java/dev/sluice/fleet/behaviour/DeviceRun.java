package dev.sluice.fleet.behaviour;

import dev.sluice.fleet.population.ClassModel;
import dev.sluice.fleet.population.DeviceTraits;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.population.Seeds.Purpose;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.cycle.PairedMeasurements;
import java.util.SplittableRandom;

/**
 * One run of one version on one device on one occasion, a rollout.
 *
 * <p>Every quantity has a stream of its own, which does not depend on the version: on a given
 * occasion a device would draw the same items, make the same requests and meet the same bad luck
 * with either version. The two are potential outcomes of one unit, and equal versions come out
 * exactly equal.
 */
public final class DeviceRun implements Measurements {
  /** Requests that a person makes on the day of the run. */
  private static final int REQUESTS = 40;

  /** Spread between the requests of a device: one standard deviation of the logarithm. */
  private static final double TTFT_SPREAD = 0.40;

  private static final double DECODE_SPREAD = 0.30;
  private static final double ENERGY_SPREAD = 0.10;

  private final Population population;
  private final int device;
  private final long occasion;
  private final long luck;
  private final VersionBehaviour version;
  private final DeviceTraits traits;

  public DeviceRun(Population population, int device, long occasion, VersionBehaviour version) {
    this(population, device, occasion, occasion, version);
  }

  private DeviceRun(
      Population population, int device, long occasion, long luck, VersionBehaviour version) {
    this.population = population;
    this.device = device;
    this.occasion = occasion;
    this.luck = luck;
    this.version = version;
    this.traits = population.traits(device);
  }

  /**
   * Both versions, one after the other on one device: the same items, but each run has its own
   * requests and its own bad luck.
   */
  public static Measurements paired(
      Population population,
      int device,
      long occasion,
      VersionBehaviour candidate,
      VersionBehaviour baseline) {
    return new PairedMeasurements(
        new DeviceRun(population, device, occasion, candidate),
        new DeviceRun(population, device, occasion, ~occasion, baseline));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the metric is a difference, which needs two runs
   */
  @Override
  public Measurement of(Metric metric) {
    SplittableRandom luck = stream(Purpose.RELIABILITY);
    ClassModel model = traits.deviceClass();
    boolean crashed = luck.nextDouble() < model.crashRate();
    boolean notOpened = luck.nextDouble() < model.fallbackRate();
    if (metric.quantity() == MeasuredQuantity.RUN_OUTCOME) {
      return new Measurement.Category(
          MeasuredQuantity.OUTCOMES.indexOf(outcome(crashed, notOpened).category()));
    }
    if (metric.quantity() == MeasuredQuantity.HARNESS_VALIDITY) {
      return new Measurement.Category(
          MeasuredQuantity.HARNESSES.indexOf(notOpened || harnessValid() ? "valid" : "invalid"));
    }
    if (metric.quantity() == MeasuredQuantity.ELIGIBILITY) {
      return eligibility();
    }
    // A run that came to nothing, or whose controls failed, is encoded as the worst value.
    return crashed || notOpened || scoreless(metric)
        ? new Measurement.Missing()
        : new Measurement.Quantity(quantity(metric));
  }

  /** Known without a run, and the same with either version. */
  @Override
  public Measurement.Category eligibility() {
    return new Measurement.Category(
        MeasuredQuantity.ELIGIBILITIES.indexOf(population.eligibility(device, occasion)));
  }

  private boolean scoreless(Metric metric) {
    return metric.quantity() == MeasuredQuantity.PASS_FRACTION && !harnessValid();
  }

  private boolean harnessValid() {
    return stream(Purpose.HARNESS).nextDouble() >= version.invalidHarnesses();
  }

  private double quantity(Metric metric) {
    return switch (metric.quantity()) {
      case PASS_FRACTION -> items().passFraction();
      case SLOW_TTFT_FRACTION -> slowTtftFraction(threshold(metric));
      case SLOW_DECODE_FRACTION -> slowDecodeFraction(threshold(metric));
      case ENERGY_PER_1K_TOKENS -> energy();
      case TTFT_OF_ONE_REQUEST -> Math.exp(logTtftMillis(stream(Purpose.TIME_TO_FIRST_TOKEN)));
      case RUN_OUTCOME, HARNESS_VALIDITY, ELIGIBILITY ->
          throw new AssertionError(metric.id() + " is a category");
      case PASS_FRACTION_DIFFERENCE,
          SLOW_TTFT_FRACTION_DIFFERENCE,
          OK_DIFFERENCE,
          HARNESS_VALIDITY_OF_BOTH,
          ELIGIBILITY_FOR_BOTH ->
          throw new IllegalArgumentException(metric.id() + " needs two runs");
    };
  }

  private RunOutcome outcome(boolean crashed, boolean notOpened) {
    if (version.alwaysAnswers()) {
      return RunOutcome.of(crashed, notOpened);
    }
    SliceTally items = items();
    return RunOutcome.of(crashed || items.crashed(), notOpened || items.fellBack());
  }

  private SliceTally items() {
    SliceTally tally = new SliceTally();
    SplittableRandom random = population.seeds().stream(Purpose.ITEMS, device, occasion);
    for (SuiteOutcomes suite : version.outcomes()) {
      suite.draw(random, traits.spoiltAnswerRate(), tally);
    }
    return tally;
  }

  private double slowTtftFraction(double thresholdMillis) {
    SplittableRandom random = stream(Purpose.TIME_TO_FIRST_TOKEN);
    double limit = Math.log(thresholdMillis);
    int slow = 0;
    for (int request = 0; request < REQUESTS; request++) {
      slow += logTtftMillis(random) > limit ? 1 : 0;
    }
    return (double) slow / REQUESTS;
  }

  /** The logarithm of the time of one request: log-normal times are compared without exponents. */
  private double logTtftMillis(SplittableRandom random) {
    return Math.log(traits.ttftMillis() * version.relativeTtft())
        + version.promptCosts().drawLogarithm(random)
        + TTFT_SPREAD * random.nextGaussian();
  }

  private double slowDecodeFraction(double tokensPerSecond) {
    SplittableRandom random = stream(Purpose.DECODE);
    double limit =
        Math.log(tokensPerSecond)
            - Math.log(traits.decodeTokensPerSecond() * version.relativeDecodeSpeed());
    int slow = 0;
    for (int request = 0; request < REQUESTS; request++) {
      slow += DECODE_SPREAD * random.nextGaussian() < limit ? 1 : 0;
    }
    return (double) slow / REQUESTS;
  }

  /** A version that takes longer for a token takes as much more energy for it. */
  private double energy() {
    return traits.joulesPer1kTokens()
        / version.relativeDecodeSpeed()
        * Math.exp(ENERGY_SPREAD * stream(Purpose.ENERGY).nextGaussian());
  }

  private static double threshold(Metric metric) {
    return metric
        .threshold()
        .orElseThrow(() -> new IllegalArgumentException(metric.id() + " has no threshold"));
  }

  private SplittableRandom stream(Purpose purpose) {
    return population.seeds().stream(purpose, device, luck);
  }
}
