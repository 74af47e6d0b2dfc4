package dev.sluice.gate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Mechanism;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final Metric QUALITY = TestPolicies.REGISTRY.metric("quality").orElseThrow();
  private final Policy policy = TestPolicies.example();

  @Test
  void of_daysOfOneStratum_addedExactly() {
    Evidence evidence =
        Evidence.of(
            policy,
            DAY,
            List.of(
                cell(policy.control(), DAY, 10, 5_000, 1),
                cell(policy.control(), DAY.plusDays(3), 20, -70, 1),
                cell(policy.candidate(), DAY, 7, 1, 1)));

    assertThat(evidence.of("quality")).hasSize(1);
    Pair pair = evidence.of("quality").values().iterator().next();
    assertThat(pair.control()).isEqualTo(sums(30, 4_930));
    assertThat(pair.candidate()).isEqualTo(sums(7, 1));
    assertThat(evidence.reports()).isEqualTo(37);
    assertThat(evidence.reports(Arm.CONTROL)).isEqualTo(30);
    assertThat(evidence.reports(Arm.CANDIDATE, "phone-4gb", "quality")).isEqualTo(7);
    assertThat(evidence.newestDay()).contains(DAY.plusDays(3));
  }

  @Test
  void of_tiersOfEpsilon_keptApart() {
    Evidence evidence =
        Evidence.of(
            policy,
            DAY,
            List.of(cell(policy.control(), DAY, 10, 0, 1), cell(policy.control(), DAY, 10, 0, 2)));

    assertThat(evidence.of("quality")).hasSize(2);
  }

  @Test
  void of_otherModelsAndEarlierDays_leftOut() {
    Evidence evidence =
        Evidence.of(
            policy,
            DAY,
            List.of(
                cell(policy.control(), DAY.minusDays(1), 10, 0, 1),
                cell(new ModelIdentity("tiny", "0.9.0", Optional.empty()), DAY, 10, 0, 1),
                cell(new ModelIdentity("large", "1.0.0", Optional.empty()), DAY, 10, 0, 1)));

    assertThat(evidence.reports()).isZero();
    assertThat(evidence.newestDay()).isEmpty();
    assertThat(evidence.digest()).isEqualTo(Evidence.of(policy, DAY, List.of()).digest());
  }

  @Test
  void of_edgeServersAndDevices_neverAddedUp() {
    Policy edge = TestPolicies.edge("tiny-edge");
    List<Cell> cells =
        List.of(
            cell(policy.control(), DAY, 10, 0, 1),
            TestAggregates.cell(
                change(
                        TestAggregates.of(
                            policy.control(),
                            "edge-server",
                            DAY,
                            QUALITY,
                            Epsilon.of(1),
                            sums(3, 0)))
                    .build(),
                TestPolicies.REGISTRY));

    assertThat(Evidence.of(policy, DAY, cells).reports()).isEqualTo(10);
    assertThat(Evidence.of(edge, DAY, cells).reports()).isEqualTo(3);
  }

  @Test
  void of_pinnedFile_otherFilesOfThatVersionLeftOut() {
    Policy pinned =
        TestPolicies.exampleWith(
            "version: 1.1.0}", "version: 1.1.0, ggufDigest: 00112233445566778899aabbccddeeff}");
    ModelIdentity otherFile = new ModelIdentity("tiny", "1.1.0", Optional.empty());

    Evidence evidence =
        Evidence.of(
            pinned,
            DAY,
            List.of(cell(otherFile, DAY, 10, 0, 1), cell(pinned.candidate(), DAY, 3, 0, 1)));

    assertThat(evidence.reports(Arm.CANDIDATE)).isEqualTo(3);
  }

  /** Reports say how a digest begins, and policies as much of it as their authors like. */
  @ParameterizedTest
  @ValueSource(ints = {16, 17, 32, 64})
  void of_fileThatIsPinnedAtAnyLength_isFoundByItsBeginning(int digits) {
    String digest = "00112233445566778899aabbccddeeff".repeat(2);
    Policy pinned =
        TestPolicies.exampleWith(
            "version: 1.1.0}",
            "version: 1.1.0, ggufDigest: \"" + digest.substring(0, digits) + "\"}");
    ModelIdentity ran = new ModelIdentity("tiny", "1.1.0", Optional.of(digest.substring(0, 16)));
    ModelIdentity other =
        new ModelIdentity("tiny", "1.1.0", Optional.of(digest.substring(0, 15) + "0"));

    Evidence evidence =
        Evidence.of(pinned, DAY, List.of(cell(ran, DAY, 3, 0, 1), cell(other, DAY, 10, 0, 1)));

    assertThat(evidence.reports(Arm.CANDIDATE)).isEqualTo(3);
  }

  @Test
  void digest_anotherSum_another() {
    Evidence one = Evidence.of(policy, DAY, List.of(cell(policy.control(), DAY, 10, 5, 1)));
    Evidence other = Evidence.of(policy, DAY, List.of(cell(policy.control(), DAY, 10, 6, 1)));

    assertThat(one.digest()).isNotEqualTo(other.digest());
  }

  @Test
  void read_aggregateThatTheRegistryDoesNotKnow_leftOutWithTheReason() {
    Aggregate good = aggregate(policy.control(), DAY, 10, 0, 1);

    assertThat(read(change(good))).isInstanceOf(Reading.Used.class);
    assertLeftOut(
        change(good).setRegistryDigest(DigestPrefixes.of(new byte[0])), LeftOut.OTHER_REGISTRY);
    assertLeftOut(change(good).setMetric("beauty"), LeftOut.UNKNOWN_METRIC);
    assertLeftOut(change(good).setMetric("outcome"), LeftOut.OTHER_MECHANISM);
    assertLeftOut(change(good).setDeviceClass("toaster"), LeftOut.UNKNOWN_DEVICE_CLASS);
    assertLeftOut(change(good).setNanoEpsilon(3), LeftOut.UNKNOWN_EPSILON_TIER);
    assertLeftOut(
        change(good).setMechanism(Mechanism.RANDOMIZED_RESPONSE), LeftOut.OTHER_MECHANISM);
    assertLeftOut(change(good).setSums(List.of(1L, 2L)), LeftOut.IMPOSSIBLE_SUMS);
    assertLeftOut(change(good).setSumsOfSquares(List.of()), LeftOut.IMPOSSIBLE_SUMS);
    assertLeftOut(change(good).setReports(-1), LeftOut.IMPOSSIBLE_SUMS);
    assertLeftOut(
        change(good).setMetric("energy").setDeviceClass("edge-box"), LeftOut.METRIC_UNAVAILABLE);
  }

  private static void assertLeftOut(Aggregate.Builder aggregate, LeftOut reason) {
    assertThat(read(aggregate))
        .isEqualTo(
            new Reading.Unused(reason, Optional.of(LeftOutCell.of(aggregate.build(), reason))));
  }

  private static Reading read(Aggregate.Builder aggregate) {
    return new CellReader(TestPolicies.REGISTRIES).read(aggregate.build());
  }

  @Test
  void of_pairedRollout_onlyDifferencesFromItsControl() {
    Metric difference = TestPolicies.REGISTRY.metric("quality_difference").orElseThrow();
    Policy paired = TestPolicies.paired();
    Aggregate ours =
        TestAggregates.of(
            paired.candidate(), "phone-4gb", DAY, difference, Epsilon.of(1), sums(40, 9));
    Aggregate fromAnother =
        Aggregate.newBuilder(ours)
            .setBaseline(new Baseline("tiny", "0.9.0", ours.getBaseline().getGgufDigest()))
            .build();
    Aggregate ofOneVersion =
        TestAggregates.of(paired.candidate(), "phone-4gb", DAY, QUALITY, Epsilon.of(1), sums(5, 1));

    List<Cell> cells =
        Stream.of(ours, fromAnother, ofOneVersion)
            .map(each -> TestAggregates.cell(each, TestPolicies.REGISTRY))
            .toList();
    Evidence evidence = Evidence.of(paired, DAY, cells);

    assertThat(evidence.reports()).isEqualTo(40);
    assertThat(evidence.reports(Arm.CONTROL)).isZero();
    assertThat(Evidence.of(policy, DAY, cells).reports()).isEqualTo(5);
  }

  @Test
  void cell_differenceWithoutABaseline_isNotRead() {
    Metric difference = TestPolicies.REGISTRY.metric("quality_difference").orElseThrow();
    Aggregate ours =
        TestAggregates.of(
            policy.candidate(), "phone-4gb", DAY, difference, Epsilon.of(1), sums(40, 9));

    assertLeftOut(change(ours).setBaseline(null), LeftOut.BASELINE_MISMATCH);
  }

  private static Aggregate.Builder change(Aggregate aggregate) {
    return Aggregate.newBuilder(aggregate);
  }

  private static Cell cell(ModelIdentity model, LocalDate day, long n, long sum, double epsilon) {
    return TestAggregates.cell(aggregate(model, day, n, sum, epsilon), TestPolicies.REGISTRY);
  }

  private static Aggregate aggregate(
      ModelIdentity model, LocalDate day, long n, long sum, double epsilon) {
    return TestAggregates.of(model, "phone-4gb", day, QUALITY, Epsilon.of(epsilon), sums(n, sum));
  }

  private static CellSums sums(long n, long sum) {
    return CellSums.of(n, new long[] {sum}, new long[] {0});
  }
}
