package dev.sluice.admission;

import static dev.sluice.admission.TestReports.NOON_MILLIS;
import static dev.sluice.admission.TestReports.REGISTRY;
import static dev.sluice.admission.TestReports.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedBaseline;
import dev.sluice.schemas.ReportedModel;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportAdmissionTest {
  private static final int MAX_AGE_DAYS = 28;
  private static final Epsilon ONE = Epsilon.of(1);
  private static final ReportedBaseline BASELINE =
      new ReportedBaseline("1.0.0", DigestPrefixes.of(new byte[] {5}));

  private final TestReports reports = new TestReports(1);
  private final ReportAdmission admission =
      new ReportAdmission(Registries.of(REGISTRY), new DayBounds(MAX_AGE_DAYS, 1));

  @Test
  void judge_everyMetricTierAndClass_isAccepted() {
    for (Metric metric : REGISTRY.metrics()) {
      for (Epsilon tier : REGISTRY.epsilonTiers()) {
        for (String deviceClass : REGISTRY.deviceClasses()) {
          if (metric.availableOn(deviceClass)) {
            Report report = reports.report(metric.id(), deviceClass, tier);

            assertThat(judge(ReportFormat.encode(report)))
                .isInstanceOfSatisfying(
                    Admission.Admitted.class,
                    admitted -> {
                      assertSays(admitted, report);
                      assertThat(admitted.metric()).isEqualTo(metric);
                      assertThat(admitted.deviceClass()).isEqualTo(deviceClass);
                      assertThat(admitted.epsilon()).isEqualTo(tier);
                    });
          }
        }
      }
    }
  }

  private static void assertSays(Admission.Admitted admitted, Report report) {
    assertThat(admitted.report()).isEqualTo(report);
    assertThat(admitted.payload())
        .containsExactly(report.getPayload().stream().mapToLong(Long::longValue).toArray());
  }

  private Admission judge(byte[] bytes) {
    return admission.judge(bytes, NOON_MILLIS);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void judge_brokenRule_isNamed(
      Refusal reason, String detail, String what, UnaryOperator<Report.Builder> change) {
    Report valid = reports.report("quality", "phone-8gb", ONE);
    byte[] encoded = padded(change.apply(Report.newBuilder(valid)).build());

    assertThat(encoded).hasSize(ReportFormat.BYTES);
    Admission.Refused refused = (Admission.Refused) judge(encoded);
    assertThat(refused.refusal()).isEqualTo(reason);
    assertThat(refused.field()).isEqualTo(detail);
    assertThat(refused.day().isPresent()).isEqualTo(isBelievable(what));
  }

  private static boolean isBelievable(String what) {
    return !Set.of("one day too old", "two days ahead", "before 1970").contains(what);
  }

  static Stream<Arguments> judge_brokenRule_isNamed() {
    return Stream.of(
        rule(
            Refusal.REGISTRY_MISMATCH,
            "another registry",
            report -> report.setRegistryDigest(DigestPrefixes.of(new byte[] {1}))),
        rule(Refusal.UNKNOWN_METRIC, "no such metric", report -> report.setMetric(63)),
        rule(
            Refusal.UNKNOWN_EPSILON_TIER,
            "the tier behind the last",
            report -> report.setEpsilonTier(REGISTRY.epsilonTiers().size())),
        rule(
            Refusal.UNKNOWN_DEVICE_CLASS,
            "the class behind the last",
            report -> report.setDeviceClass(REGISTRY.deviceClasses().size())),
        rule(
            Refusal.UNKNOWN_METRIC,
            "the metric behind the last",
            report -> report.setMetric(REGISTRY.metrics().size())),
        rule(
            Refusal.METRIC_UNAVAILABLE,
            "energy of a box without a battery",
            report ->
                report
                    .setMetric(TestReports.metric("energy"))
                    .setDeviceClass(TestReports.deviceClass("edge-box"))),
        rule(
            Refusal.BASELINE_MISMATCH,
            "a baseline of no difference",
            report -> report.setBaseline(BASELINE)),
        rule(
            Refusal.BASELINE_MISMATCH,
            "a difference without a baseline",
            report ->
                report.setMetric(TestReports.metric("quality_difference")).setPayload(List.of(0L))),
        bound(
            "baseline.version",
            "free text in a baseline",
            report ->
                report.setBaseline(
                    ReportedBaseline.newBuilder(BASELINE).setVersion("a b").build())),
        rule(
            Refusal.IMPOSSIBLE_PAYLOAD,
            "beyond the clamp",
            report -> report.setPayload(List.of(13_001L))),
        rule(
            Refusal.IMPOSSIBLE_PAYLOAD,
            "two values for one",
            report -> report.setPayload(List.of(1L, 2L))),
        rule(
            Refusal.DAY_TOO_OLD,
            "one day too old",
            report -> report.setDay(TODAY.minusDays(MAX_AGE_DAYS + 1))),
        rule(Refusal.DAY_IN_FUTURE, "two days ahead", report -> report.setDay(TODAY.plusDays(2))),
        bound("day", "before 1970", report -> report.setDay(LocalDate.of(1969, 12, 31))),
        bound("epsilonTier", "a tier of two bytes", report -> report.setEpsilonTier(64)),
        bound("epsilonTier", "a negative tier", report -> report.setEpsilonTier(-1)),
        bound("payload", "no value", report -> report.setPayload(List.of())),
        bound("payload", "a huge value", report -> report.setPayload(List.of(Long.MIN_VALUE))),
        bound("metric", "a negative place", report -> report.setMetric(-1)),
        bound("deviceClass", "an absurd place", report -> report.setDeviceClass(1 << 30)),
        bound("model.name", "a name that is too long", report -> named(report, "a".repeat(25))),
        bound("model.name", "a name not in ASCII", report -> named(report, "t\u00efny")));
  }

  private static Arguments rule(Refusal reason, String what, UnaryOperator<Report.Builder> change) {
    return Arguments.of(reason, "", what, change);
  }

  private static Arguments bound(String field, String what, UnaryOperator<Report.Builder> change) {
    return Arguments.of(Refusal.FIELD_OUT_OF_BOUNDS, field, what, change);
  }

  private static Report.Builder named(Report.Builder report, String name) {
    return report.setModel(ReportedModel.newBuilder(report.getModel()).setName(name).build());
  }

  /** Encodes also what {@link ReportFormat#encode} refuses. */
  private static byte[] padded(Report report) {
    return Arrays.copyOf(Codecs.REPORT.encode(report), ReportFormat.BYTES);
  }

  @Test
  void judge_firstAndLastDayOfTheWindow_areAccepted() {
    for (LocalDate day : List.of(TODAY.minusDays(MAX_AGE_DAYS), TODAY, TODAY.plusDays(1))) {
      Report report =
          Report.newBuilder(reports.report("quality", "phone-8gb", ONE)).setDay(day).build();

      assertThat(judge(padded(report))).isInstanceOf(Admission.Admitted.class);
    }
  }

  @Test
  void judge_metricOnAndAfterItsLastDay_isAcceptedThenRefused() {
    var expiring =
        new ReportAdmission(Registries.of(expiringOn(TODAY)), new DayBounds(MAX_AGE_DAYS, 1));
    Report lastDay = reports.report("quality", "phone-8gb", ONE);
    Report dayAfter = Report.newBuilder(lastDay).setDay(TODAY.plusDays(1)).build();

    assertThat(expiring.judge(padded(lastDay), NOON_MILLIS)).isInstanceOf(Admission.Admitted.class);
    assertThat(expiring.judge(padded(dayAfter), NOON_MILLIS))
        .isEqualTo(
            new Admission.Refused(
                Refusal.METRIC_EXPIRED, "", Optional.of(TODAY.plusDays(1).toEpochDay())));
  }

  private static MetricRegistry expiringOn(LocalDate day) {
    return new MetricRegistry(
        REGISTRY.digest(),
        REGISTRY.epoch(),
        REGISTRY.deviceClasses(),
        REGISTRY.edgeClasses(),
        REGISTRY.epsilonTiers(),
        REGISTRY.metrics().stream()
            .map(
                metric ->
                    new Metric(
                        metric.id(),
                        metric.group(),
                        metric.purpose(),
                        metric.unit(),
                        metric.quantity(),
                        metric.threshold(),
                        metric.direction(),
                        metric.weight(),
                        metric.mechanism(),
                        metric.epsilon(),
                        metric.unavailableOn(),
                        metric.owner(),
                        day,
                        metric.review()))
            .toList());
  }

  @Test
  void judge_otherLengths_areWrongLength() {
    byte[] valid = reports.next();
    for (int length :
        List.of(0, 1, ReportFormat.BYTES - 1, ReportFormat.BYTES + 1, 2 * ReportFormat.BYTES)) {
      assertRejected(Arrays.copyOf(valid, length), Refusal.WRONG_LENGTH);
    }
  }

  @Test
  void judge_textOfTheRightLength_isNotSingleObject() {
    assertRejected(
        Arrays.copyOf("{\"quality\": 0.9}".getBytes(StandardCharsets.UTF_8), ReportFormat.BYTES),
        Refusal.NOT_SINGLE_OBJECT);
  }

  @Test
  void judge_anotherFingerprint_isUnknownSchema() {
    byte[] other = reports.next();
    other[2] ^= 1;

    assertRejected(other, Refusal.UNKNOWN_SCHEMA);
  }

  @Test
  void judge_absurdLengthField_isMalformed() {
    byte[] absurd = reports.next();
    Arrays.fill(absurd, 48, 56, (byte) 0xFF); // the length of the model's name

    assertRejected(absurd, Refusal.MALFORMED);
  }

  @Test
  void judge_oneBitInThePadding_isNonzeroPadding() {
    byte[] hiding = reports.next();
    hiding[hiding.length - 1] = 1;

    assertRejected(hiding, Refusal.NONZERO_PADDING);
  }

  private void assertRejected(byte[] bytes, Refusal reason) {
    assertThat(((Admission.Refused) judge(bytes)).refusal()).isEqualTo(reason);
  }

  @Test
  void judge_randomDamage_isRefusedOrWhatAnEncoderWrites() {
    Random random = new Random(20261124);
    byte[] valid = reports.next();
    int accepted = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] damaged = valid.clone();
      for (int hit = 0; hit <= random.nextInt(4); hit++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (judge(damaged) instanceof Admission.Admitted) {
        accepted++;
        Report read = ((Decoded.Value<Report>) ReportFormat.decode(damaged)).value();
        assertThat(ReportFormat.encode(read)).isEqualTo(damaged);
      }
    }
    assertThat(accepted).as("damage to an id or a digest is no damage").isPositive();
  }

  @Property(tries = 2_000)
  void judge_anyBytes_neverThrows(@ForAll("bodies") byte[] bytes) {
    assertThat(judge(bytes)).isInstanceOf(Admission.Refused.class);
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    Arbitrary<byte[]> anything =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(2 * ReportFormat.BYTES);
    Arbitrary<byte[]> behindHeader =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofSize(ReportFormat.BYTES - 10)
            .map(ReportAdmissionTest::withHeader);
    return Arbitraries.oneOf(anything, behindHeader);
  }

  private static byte[] withHeader(byte[] body) {
    byte[] bytes = Arrays.copyOf(new TestReports(2).next(), ReportFormat.BYTES);
    System.arraycopy(body, 0, bytes, bytes.length - body.length, body.length);
    return bytes;
  }
}
