package dev.sluice.proof.power;

import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.ClippedRange.Worst;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.MeanMechanism;
import dev.sluice.privacy.mechanism.OneBitMean;
import dev.sluice.privacy.mechanism.Piecewise;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Deployment;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ways of asking whether a release answers worse, from sending everything to what Sluice does,
 * one step at a time: sampling one metric a report, drawing it by need, pooling the suites,
 * clipping to the range that matters, and then other mechanisms, and both versions on one device.
 */
public final class PowerTable {
  /** Sensitivity of everything at once: six suites, and four one-hot histograms of L1 norm 2. */
  private static final int WHOLE_VECTOR = StudyPopulation.SUITES + 4 * 2;

  /** Groups of metrics of equal weight: six suites and four histograms. */
  private static final double ONE_OF_TEN = 0.1;

  private static final ClippedRange UNCLIPPED = new ClippedRange(0, 1, Worst.LOW);
  private static final ClippedRange UNCLIPPED_DIFFERENCE = new ClippedRange(-1, 1, Worst.LOW);

  /** The name of what a registry's two-arm quality metric does. */
  public static final String CHOSEN =
      "one metric a report, drawn by need, pooled, clipped: Laplace";

  /** The name of the same with both versions on the device. */
  public static final String PAIRED = "paired, clipped: Laplace";

  /** The name of the design that sends everything. */
  public static final String EVERYTHING = "everything in one report: Laplace";

  private final Metric quality;
  private final Metric difference;
  private final double share;
  private final double pairedShare;

  /**
   * The table for a registry.
   *
   * @throws IllegalArgumentException if it has no pass fraction of either design
   */
  public PowerTable(MetricRegistry registry) {
    this.quality = metric(registry, MeasuredQuantity.PASS_FRACTION);
    this.difference = metric(registry, MeasuredQuantity.PASS_FRACTION_DIFFERENCE);
    this.share = registry.share(quality, Deployment.DEVICE);
    this.pairedShare = registry.share(difference, Deployment.DEVICE);
  }

  /**
   * All rows, those of one epsilon together.
   *
   * @param progress told the name of each row before it is computed
   */
  public List<PowerRow> rows(
      StudyPopulation population,
      List<Epsilon> epsilons,
      Randomness randomness,
      Consumer<String> progress) {
    PowerStudy study = new PowerStudy(population, randomness);
    List<PowerRow> rows = new ArrayList<>();
    rows.add(study.withoutNoise("no noise at all"));
    for (Epsilon epsilon : epsilons) {
      rows.add(
          study.central("noise added once, by somebody who is trusted", epsilon, WHOLE_VECTOR));
      for (LocalDesign design : designs()) {
        progress.accept(design.name() + ", epsilon " + epsilon);
        rows.add(study.local(design, epsilon));
      }
    }
    return rows;
  }

  private List<LocalDesign> designs() {
    ClippedRange clipped = range(quality);
    ClippedRange clippedDifference = range(difference);
    return List.of(
        new LocalDesign(
            EVERYTHING,
            new GridLaplace(UNCLIPPED),
            1,
            WHOLE_VECTOR,
            Design.TWO_ARM,
            (reported, before) -> reported.oneSuite()),
        alone("one metric of ten a report: Laplace", ONE_OF_TEN, false, UNCLIPPED),
        alone("one metric a report, drawn by need: Laplace", share, false, UNCLIPPED),
        alone("one metric a report, drawn by need, pooled: Laplace", share, true, UNCLIPPED),
        alone("one metric a report, drawn by need, clipped: Laplace", share, false, clipped),
        alone(CHOSEN, share, true, clipped),
        twoArm("the same, 1BitMean", new OneBitMean(clipped)),
        twoArm("the same, piecewise", new Piecewise(clipped)),
        paired("paired, not clipped: Laplace", new GridLaplace(UNCLIPPED_DIFFERENCE)),
        paired(PAIRED, new GridLaplace(clippedDifference)),
        paired("paired, clipped: 1BitMean", new OneBitMean(clippedDifference)),
        paired("paired, clipped: piecewise", new Piecewise(clippedDifference)));
  }

  private static LocalDesign alone(String name, double share, boolean pooled, ClippedRange range) {
    return new LocalDesign(
        name,
        new GridLaplace(range),
        share,
        1,
        Design.TWO_ARM,
        (reported, before) -> pooled ? reported.pooled() : reported.oneSuite());
  }

  private LocalDesign twoArm(String name, MeanMechanism mechanism) {
    return new LocalDesign(
        name, mechanism, share, 1, Design.TWO_ARM, (reported, before) -> reported.pooled());
  }

  private LocalDesign paired(String name, MeanMechanism mechanism) {
    return new LocalDesign(
        name,
        mechanism,
        pairedShare,
        1,
        Design.PAIRED,
        (reported, before) -> reported.pooled() - before.pooled());
  }

  private static Metric metric(MetricRegistry registry, MeasuredQuantity quantity) {
    return registry.metrics().stream()
        .filter(metric -> metric.quantity() == quantity)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the registry has no metric of " + quantity));
  }

  private static ClippedRange range(Metric metric) {
    if (metric.mechanism() instanceof MeanMechanism mean) {
      return mean.range();
    }
    throw new IllegalArgumentException("metric " + metric.id() + " is not one number");
  }
}
