package dev.sluice.proof.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.ClippedRange;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.GridLaplace;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The audit must pass what is right and catch what is wrong: each fault has its test. Randomness is
 * real; what is wrong is off by so much, and what is right certified with such confidence, that
 * chance decides less than once in a million runs.
 */
class AuditTest {
  private static final double CONFIDENCE = 0.9999;

  /** What is right must not be found wrong, not even once a year. */
  private static final double SURE = 0.999_999;

  private static final OptionalInt SAMPLED = OptionalInt.of(12_000);
  private static final OptionalInt DRAWN = OptionalInt.of(16_000);
  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);

  @AfterAll
  static void stop() {
    WORKERS.shutdownNow();
  }

  @Test
  void run_everyMechanismAsItIs_claimStandsAndIsNearlyReached() throws Exception {
    List<Target> targets =
        new RegistryTargets(REGISTRY, SecureRandomness::new)
            .all().stream().filter(target -> target.epsilon() == 2).toList();

    List<AuditResult> results = attackAmply(targets);

    assertThat(results)
        .extracting(AuditResult::mechanism)
        .containsExactly(
            "laplace-grid",
            "randomized-response",
            "laplace-histogram",
            "one-bit-mean",
            "piecewise");
    assertStand(results);
  }

  /** Two and eight categories; the four of outcome are among the mechanisms. */
  @ParameterizedTest
  @ValueSource(strings = {"harness", "eligibility"})
  void run_otherNumbersOfCategories_claimStandsAndIsNearlyReached(String metric) throws Exception {
    assertStand(attackAmply(List.of(target(metric, 2, SecureRandomness::new))));
  }

  @Tag("statistical")
  @Test
  void run_everyMechanismAndTier_claimStandsAndIsNearlyReached() throws Exception {
    assertStand(attackAmply(new RegistryTargets(REGISTRY, SecureRandomness::new).all()));
  }

  /** By half as many reports again as the audit takes: with bad luck, these do. */
  private static List<AuditResult> attackAmply(List<Target> targets) throws Exception {
    List<AuditResult> results = new ArrayList<>();
    for (Target target : targets) {
      int reports = 2 * SampleSize.certifying(target, Audit.TEETH, (1 - SURE) / 2);
      results.addAll(
          new Audit(WORKERS, SURE, OptionalInt.of(reports)).run(List.of(target), result -> {}));
    }
    return results;
  }

  private static void assertStand(List<AuditResult> results) {
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.OK);
              assertThat(result.lowerBound())
                  .isBetween(Audit.TEETH * result.epsilon(), result.epsilon());
            });
  }

  @Test
  void run_halvedSensitivity_leaks() throws Exception {
    assertThat(attack("quality", 1, FaultyRandomness::halvedSensitivity)).isEqualTo(Verdict.LEAKS);
    assertThat(attack("ttft_histogram", 2, FaultyRandomness::halvedSensitivity))
        .isEqualTo(Verdict.LEAKS);
  }

  @Test
  void run_oneHotWithSensitivityOne_leaksJointly() throws Exception {
    assertThat(attack("ttft_histogram", 2, FaultyRandomness::oneChangedBucket))
        .isEqualTo(Verdict.LEAKS);
  }

  @Test
  void run_doubledEpsilon_leaks() throws Exception {
    assertThat(attack("quality", 1, FaultyRandomness::doubledEpsilon)).isEqualTo(Verdict.LEAKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome", "quality_difference"})
  void run_coinThatTellsTheTruthTooOften_leaks(String metric) throws Exception {
    assertThat(attack(metric, 1, FaultyRandomness::eagerCoin)).isEqualTo(Verdict.LEAKS);
  }

  @Test
  void run_bitThatTellsTheTruthTooOften_leaks() throws Exception {
    Target oneBit =
        new RegistryTargets(REGISTRY, FaultyRandomness::eagerCoin)
            .all().stream()
                .filter(target -> target.mechanism().equals("one-bit-mean"))
                .filter(target -> target.epsilon() == 1)
                .findFirst()
                .orElseThrow();

    assertThat(verdict(oneBit)).isEqualTo(Verdict.LEAKS);
  }

  @Test
  void run_noiseReusedForOtherCells_isCaught() throws Exception {
    // By its constancy, unless the one value happens to give the input away at once.
    assertThat(attack("quality", 1, FaultyRandomness::reusedNoise))
        .isIn(Verdict.REPEATS, Verdict.LEAKS);
  }

  @Test
  void run_noiseSharedByBuckets_leaks() throws Exception {
    assertThat(attack("ttft_histogram", 2, () -> FaultyRandomness.noiseSharedByBuckets(12)))
        .isEqualTo(Verdict.LEAKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quality", "outcome", "ttft_histogram"})
  void run_seededGenerator_repeats(String metric) throws Exception {
    assertThat(attack(metric, 2, FaultyRandomness::seeded)).isEqualTo(Verdict.REPEATS);
  }

  @Test
  void run_constantGenerator_repeats() throws Exception {
    assertThat(attack("quality", 1, FaultyRandomness::constant)).isEqualTo(Verdict.REPEATS);
  }

  @Test
  void run_missingClip_leaks() throws Exception {
    GridLaplace quality = (GridLaplace) metric("quality").mechanism();
    ClippedRange range = quality.range();

    assertThat(
            attackGrid(
                value ->
                    Double.isFinite(value)
                        ? Math.round((value - range.low()) / range.width() * ClippedRange.STEPS)
                        : 0))
        .isEqualTo(Verdict.LEAKS);
  }

  @Test
  void run_notANumberPassedThroughTheNoise_leaks() throws Exception {
    // What a library on doubles does: NaN in, NaN out; and a cast makes it zero, without noise.
    Target honest = target("quality", 1, SecureRandomness::new);
    Target faulty =
        withDevice(
            honest,
            device ->
                measurement -> {
                  byte[] bytes = device.emit(measurement);
                  boolean number =
                      measurement instanceof Measurement.Quantity quantity
                          && Double.isFinite(quantity.value());
                  return number ? bytes : replaced(bytes, List.of((long) Double.NaN));
                });

    assertThat(verdict(faulty)).isEqualTo(Verdict.LEAKS);
  }

  @Test
  void run_payloadOfAnotherLengthForOneInput_differs() throws Exception {
    Target honest = target("outcome", 1, SecureRandomness::new);
    Target faulty =
        withDevice(
            honest,
            device ->
                measurement -> {
                  byte[] bytes = device.emit(measurement);
                  return measurement.equals(honest.first())
                      ? bytes
                      : replaced(bytes, List.of(payload(bytes).get(0), 0L));
                });

    assertThat(verdict(faulty)).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void run_metricDrawnAgainAfterACrash_leaks() throws Exception {
    List<AuditResult> once = audit(List.of(DrawTarget.of(REGISTRY, false)), DRAWN);
    List<AuditResult> again = audit(List.of(DrawTarget.of(REGISTRY, true)), DRAWN);

    // Drawn once, the metric tells nothing at all: far from what the report as a whole may tell.
    assertThat(once.get(0).lowerBound()).isLessThan(0.1);
    // Drawn again, more than it may, which is the epsilon of 1: how much more, the weights say.
    assertThat(again.get(0).lowerBound()).isGreaterThan(1);
  }

  @Test
  void run_fewSamples_isTooWeakAndSaysSo() throws Exception {
    List<AuditResult> results =
        audit(List.of(target("quality", 0.5, SecureRandomness::new)), OptionalInt.of(500));

    assertThat(results.get(0).verdict()).isEqualTo(Verdict.WEAK);
  }

  /** A grid that lies to the noise about where the value is. */
  private static Verdict attackGrid(ToLongFunction<Double> step) throws Exception {
    Target honest = target("quality", 1, SecureRandomness::new);
    return verdict(
        withDevice(
            honest,
            device -> {
              Randomness randomness = new SecureRandomness();
              return measurement -> {
                long truth = step.applyAsLong(((Measurement.Quantity) measurement).value());
                long noised = randomness.addLaplace(truth, 1, ClippedRange.STEPS, Epsilon.of(1));
                return replaced(device.emit(measurement), List.of(noised));
              };
            }));
  }

  private static Target withDevice(Target target, Function<Emitter, Emitter> fault) {
    return new Target(
        target.mechanism(),
        target.epsilon(),
        () -> fault.apply(target.devices().get()),
        target.first(),
        target.second(),
        target.statistic(),
        target.likely());
  }

  private static byte[] replaced(byte[] bytes, List<Long> payload) {
    return ReportFormat.encode(Report.newBuilder(decoded(bytes)).setPayload(payload).build());
  }

  private static List<Long> payload(byte[] bytes) {
    return decoded(bytes).getPayload();
  }

  private static Report decoded(byte[] bytes) {
    return ((Decoded.Value<Report>) ReportFormat.decode(bytes)).value();
  }

  private static Verdict attack(String metric, double epsilon, Supplier<Randomness> randomness)
      throws Exception {
    return verdict(target(metric, epsilon, randomness));
  }

  private static Target target(String metric, double epsilon, Supplier<Randomness> randomness) {
    return new RegistryTargets(REGISTRY, randomness)
        .of(metric(metric)).stream()
            .filter(target -> target.epsilon() == epsilon)
            .findFirst()
            .orElseThrow();
  }

  private static Metric metric(String id) {
    return REGISTRY.metric(id).orElseThrow();
  }

  private static Verdict verdict(Target target) throws Exception {
    // Twelve noise values a report: fewer reports, of what is twice off at a claim of 2.
    OptionalInt samples =
        target.mechanism().equals("laplace-histogram") ? OptionalInt.of(4_000) : SAMPLED;
    return audit(List.of(target), samples).get(0).verdict();
  }

  private static List<AuditResult> audit(List<Target> targets, OptionalInt samples)
      throws Exception {
    return new Audit(WORKERS, CONFIDENCE, samples).run(targets, result -> {});
  }
}
