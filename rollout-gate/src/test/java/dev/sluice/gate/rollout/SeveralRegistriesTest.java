package dev.sluice.gate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.CellReader;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.evidence.LeftOutCell;
import dev.sluice.gate.evidence.Reading;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestAggregates;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rollouts of a fleet in the midst of a change of its registry. */
class SeveralRegistriesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final MetricRegistry PRESENT = TestPolicies.REGISTRY;

  /** Other weights, another last day; what is asked is the same. */
  private static final MetricRegistry OTHER_WEIGHTS =
      TestPolicies.registry(
          BundledRegistry.text()
              .replaceFirst("(?s)(id: quality\\n.*?weight: )400", "$1300")
              .replaceFirst("(?s)(id: ttft_slow\\n.*?weight: )200", "$1300")
              .replaceFirst("(?s)(id: quality\\n.*?expires: )\"2028", "$1\"2027"));

  private static final MetricRegistry OTHER_QUALITY =
      TestPolicies.registryWith("low: 0.6, high: 1.0", "low: 0.5, high: 1.0");

  private final Policy policy = TestPolicies.example();
  private final List<Cell> cells = new ArrayList<>();
  private final List<LeftOutCell> leftOut = new ArrayList<>();

  /** Half of the fleet has not updated yet: nothing of what it says is lost, nor suspicious. */
  @Test
  void look_atAFleetOfTwoRegistriesThatAskTheSame_countsAllOfIt() {
    Registries both = new Registries(PRESENT, List.of(OTHER_WEIGHTS));
    report(both, PRESENT, 50_000, 0);
    report(both, OTHER_WEIGHTS, 50_000, 0);

    Look look = look(both).look();

    assertThat(look.judgement().verdict()).as(look.judgement().reason()).isEqualTo(Verdict.PROMOTE);
    assertThat(look.sources().registries()).hasSize(2).containsKey(OTHER_WEIGHTS.digestPrefix());
    assertThat(look.sources().registries().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(look.reports());
    assertThat(look.sources().leftOut()).isEmpty();
  }

  /** Pooled and held against the present weights alone, this would be a mismatch. */
  @Test
  void look_atReportsOfOneRegistryInTheWeightsOfTheOther_isAMismatchAndNamesIt() {
    Registries both = new Registries(PRESENT, List.of(OTHER_WEIGHTS));
    report(both, PRESENT, 50_000, 0);
    for (Arm arm : Arm.values()) {
      ExactFleet.aggregates(policy, arm, DAY, 50_000, 2, Map.of(), PRESENT)
          .forEach(each -> read(both, TestAggregates.by(OTHER_WEIGHTS, each)));
    }

    Judgement judgement = look(both).look().judgement();

    assertThat(judgement.verdict()).isEqualTo(Verdict.HOLD);
    assertThat(judgement.reason())
        .contains("ratio of their weights", "by registry " + OTHER_WEIGHTS.digestPrefix());
  }

  @Test
  void look_withoutTheOtherRegistry_leavesItsReportsOutAndSaysSo() {
    Registries alone = Registries.of(PRESENT);
    report(alone, PRESENT, 50_000, 0);
    report(alone, OTHER_WEIGHTS, 50_000, 0);

    Rollout rollout = look(alone);

    assertThat(rollout.look().sources().registries()).containsOnlyKeys(PRESENT.digestPrefix());
    assertThat(rollout.look().sources().leftOut()).containsOnlyKeys("other-registry");
    assertThat(rollout.look().sources().leftOut().get("other-registry")).isGreaterThan(99_000);
  }

  /** It must not end the gate, nor make the others' count smaller. */
  @Test
  void look_atImpossibleCountsThatAreLeftOut_countsAsManyAsCanBe() {
    Registries alone = Registries.of(PRESENT);
    for (long reports : new long[] {Long.MAX_VALUE, 5, Long.MIN_VALUE}) {
      Aggregate one =
          ExactFleet.aggregates(policy, Arm.CONTROL, DAY, 1_000, 2, Map.of(), OTHER_WEIGHTS).get(0);
      read(alone, Aggregate.newBuilder(one).setReports(reports).build());
    }

    assertThat(look(alone).look().sources().leftOut())
        .containsExactly(Map.entry("other-registry", Long.MAX_VALUE));
  }

  /** What became another thing is left out alone, and no mismatch is made of its absence. */
  @Test
  void look_atAMetricThatBecameAnother_leavesOutThatOneAndJudgesByTheRest() {
    Registries both = new Registries(PRESENT, List.of(OTHER_QUALITY));
    report(both, PRESENT, 50_000, 0);
    long quality = controlReports("quality");
    long outcome = controlReports("outcome");
    report(both, OTHER_QUALITY, 50_000, 0);

    Rollout rollout = look(both);

    assertThat(rollout.look().judgement().verdict())
        .as(rollout.look().judgement().reason())
        .isEqualTo(Verdict.PROMOTE);
    assertThat(rollout.look().sources().leftOut()).containsOnlyKeys("other-definition");
    assertThat(rollout.look().judgement().findings().get(0).controlReports())
        .as("quality of the present registry alone")
        .isEqualTo(quality);
    assertThat(controlReports("outcome")).as("of both").isEqualTo(2 * outcome);
  }

  /** Evidence of devices that have not updated yet can call a rollout off by itself. */
  @Test
  void look_atHarmThatOnlyTheOtherRegistryReported_rollsBack() {
    Registries both = new Registries(PRESENT, List.of(OTHER_WEIGHTS));
    report(both, OTHER_WEIGHTS, 100_000, 0.15);

    assertThat(look(both).look().judgement().verdict()).isEqualTo(Verdict.ROLLBACK);
  }

  @Test
  void record_ofADecisionByTwoRegistries_namesThemAndIsReadAsItWas() throws Exception {
    Registries both = new Registries(PRESENT, List.of(OTHER_QUALITY));
    report(both, PRESENT, 50_000, 0);
    report(both, OTHER_QUALITY, 50_000, 0);
    Rollout rollout = look(both);

    Rollout read = DecisionRecords.rollout(DecisionRecords.of(rollout), PRESENT);

    assertThat(read.look()).isEqualTo(rollout.look());
    assertThat(DecisionRecords.of(rollout).getSources()).hasSize(2);
    assertThat(DecisionRecords.of(rollout).getLeftOut()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'low: 0.6, high: 1.0', 'low: 0.5, high: 1.0', quality, phone-4gb, OTHER_DEFINITION",
    "'threshold: 1000', 'threshold: 900', ttft_slow, phone-4gb, OTHER_DEFINITION",
    "'unit: fraction of items', 'unit: share of items', quality, phone-4gb, OTHER_DEFINITION",
    "'epoch: rollout', 'epoch: 28-days', quality, phone-4gb, OTHER_EPOCH",
    "'edgeClasses: [edge-server]', 'edgeClasses: [edge-server, edge-box]', quality, edge-box,"
        + " OTHER_DEPLOYMENT",
    "'id: quality\n', 'id: grace\n', grace, phone-4gb, UNKNOWN_METRIC",
    "'epsilonTiers: [0.5, 1, 2', 'epsilonTiers: [0.5, 1, 3', quality, phone-4gb,"
        + " UNKNOWN_EPSILON_TIER",
    "'phone-4gb, phone-8gb', 'phone-3gb, phone-8gb', quality, phone-3gb, UNKNOWN_DEVICE_CLASS",
  })
  void read_reportsThatDoNotSayTheSame_leftOutWithTheReason(
      String old, String replacement, String metric, String deviceClass, LeftOut reason) {
    MetricRegistry other = TestPolicies.registryWith(unescaped(old), unescaped(replacement));
    Registries both = new Registries(PRESENT, List.of(other));
    Aggregate aggregate =
        Aggregate.newBuilder(
                ExactFleet.aggregates(policy, Arm.CONTROL, DAY, 1_000, 2, Map.of(), PRESENT).get(0))
            .setMetric(metric)
            .setDeviceClass(deviceClass)
            .build();

    Reading reading = new CellReader(both).read(TestAggregates.by(other, aggregate));

    assertThat(reading).isInstanceOf(Reading.Unused.class);
    assertThat(((Reading.Unused) reading).reason()).isEqualTo(reason);
  }

  /** Whichever reports a device's registry names: where it asks the same, nothing changes. */
  @Property(tries = 50)
  void judge_evidenceThatIsSplitOverTwoRegistries_asIfItWereOfOne(
      @ForAll int seed, @ForAll @IntRange(min = 1, max = 100) int percentOther) {
    MetricRegistry other = TestPolicies.registryWith("\"2028-12-31\"", "\"2029-12-31\"");
    Registries both = new Registries(PRESENT, List.of(other));
    Random random = new Random(seed);
    Policy judged = TestPolicies.example();
    List<Cell> whole = new ArrayList<>();
    List<Cell> split = new ArrayList<>();
    for (Arm arm : Arm.values()) {
      Map<String, Double> harms = Map.of("quality", random.nextDouble() / 10);
      for (Aggregate each : ExactFleet.aggregates(judged, arm, DAY, 30_000, 2, harms, PRESENT)) {
        Aggregate part = part(each, percentOther);
        whole.add(TestAggregates.cell(each, both));
        split.add(TestAggregates.cell(TestAggregates.by(other, part), both));
        split.add(TestAggregates.cell(minus(each, part), both));
      }
    }
    StageJudge judge = new StageJudge(both);

    Evidence ofOne = Evidence.of(judged, DAY, whole);
    Evidence ofTwo = Evidence.of(judged, DAY, split);

    assertThat(judge.judge(judged, 0, ofTwo)).isEqualTo(judge.judge(judged, 0, ofOne));
    assertThat(ofTwo.reports()).isEqualTo(ofOne.reports());
    assertThat(ofTwo.digest()).as("the record tells them apart").isNotEqualTo(ofOne.digest());
  }

  private static Aggregate part(Aggregate whole, int percent) {
    return Aggregate.newBuilder(whole)
        .setReports(whole.getReports() * percent / 100)
        .setSums(whole.getSums().stream().map(sum -> sum * percent / 100).toList())
        .setSumsOfSquares(
            whole.getSumsOfSquares().stream().map(sum -> sum * percent / 100).toList())
        .build();
  }

  private static Aggregate minus(Aggregate whole, Aggregate part) {
    return Aggregate.newBuilder(whole)
        .setReports(whole.getReports() - part.getReports())
        .setSums(minus(whole.getSums(), part.getSums()))
        .setSumsOfSquares(minus(whole.getSumsOfSquares(), part.getSumsOfSquares()))
        .build();
  }

  private static List<Long> minus(List<Long> from, List<Long> what) {
    List<Long> rest = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      rest.add(from.get(i) - what.get(i));
    }
    return rest;
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n");
  }

  private long controlReports(String metric) {
    return Evidence.of(policy, DAY, cells).of(metric).values().stream()
        .map(pair -> pair.of(Arm.CONTROL))
        .mapToLong(CellSums::reports)
        .sum();
  }

  private void report(Registries admitted, MetricRegistry by, long reportsPerArm, double harm) {
    for (Arm arm : Arm.values()) {
      ExactFleet.aggregates(policy, arm, DAY, reportsPerArm, 2, Map.of("quality", harm), by)
          .forEach(each -> read(admitted, each));
    }
  }

  private void read(Registries admitted, Aggregate aggregate) {
    Reading reading = new CellReader(admitted).read(aggregate);
    if (reading instanceof Reading.Used used) {
      cells.add(used.cell());
    } else if (reading instanceof Reading.Unused unused) {
      unused.cell().ifPresent(leftOut::add);
    }
  }

  private Rollout look(Registries registries) {
    RolloutMachine machine = new RolloutMachine(new StageJudge(registries));
    return machine.look(
        machine.start(policy, DAY.minusDays(1)), Evidence.of(policy, DAY, cells, leftOut));
  }
}
