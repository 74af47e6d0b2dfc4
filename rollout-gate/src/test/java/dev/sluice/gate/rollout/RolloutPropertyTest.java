package dev.sluice.gate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.gate.decision.Finding;
import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.ExactFleet;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.FindingStatus;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever a fleet reports. */
class RolloutPropertyTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private static final Policy POLICY = TestPolicies.example();
  private static final Policy SWAPPED =
      TestPolicies.parse(
          POLICY
              .text()
              .replace(
                  "control: {name: tiny, version: 1.0.0}", "control: {name: tiny, version: 1.1.0}")
              .replace(
                  "candidate: {name: tiny, version: 1.1.0}",
                  "candidate: {name: tiny, version: 1.0.0}")
              .replace(
                  "fallback: {name: tiny, version: 1.0.0}",
                  "fallback: {name: tiny, version: 1.1.0}"));

  private final StageJudge judge = new StageJudge(TestPolicies.REGISTRIES);
  private final RolloutMachine machine = new RolloutMachine(judge);

  /** One day of a fleet: how many report, and what harm they measure. */
  record Day(long reportsPerArm, double epsilon, Map<String, Double> harms) {
    List<Cell> cells(int index) {
      return ExactFleet.cells(POLICY, START.plusDays(index), reportsPerArm, epsilon, harms);
    }
  }

  @Provide
  Arbitrary<List<Day>> days() {
    Arbitrary<Double> harm =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.just(0.0)),
            net.jqwik.api.Tuple.of(1, Arbitraries.doubles().between(-0.3, 0.3)));
    Arbitrary<Map<String, Double>> harms =
        Combinators.combine(harm, harm, harm)
            .as((a, b, c) -> Map.of("quality", a, "ttft_slow", b, "energy", c));
    return Combinators.combine(
            Arbitraries.of(0L, 10L, 300L, 5_000L, 50_000L), Arbitraries.of(1.0, 2.0), harms)
        .as(Day::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Property(tries = 50)
  void look_anyFleet_movesAtMostOneStageAndNeverBack(@ForAll("days") List<Day> days) {
    Rollout rollout = machine.start(POLICY, START);
    for (Rollout next : states(days)) {
      assertThat(next.stageIndex() - rollout.stageIndex()).isBetween(0, 1);
      assertThat(next.history().size() - rollout.history().size()).isBetween(0, 1);
      assertThat(next.history().subList(0, rollout.history().size())).isEqualTo(rollout.history());
      rollout = next;
    }
  }

  @Property(tries = 50)
  void look_anyFleet_neverPromotesWithoutDataForEveryRequiredGuardrail(
      @ForAll("days") List<Day> days) {
    for (Rollout rollout : states(days)) {
      for (StageOutcome outcome : rollout.history()) {
        if (outcome.judgement().verdict() == Verdict.PROMOTE) {
          assertThat(outcome.judgement().findings())
              .filteredOn(Finding::required)
              .allMatch(finding -> finding.harm().orElseThrow().high() < finding.margin())
              .allMatch(finding -> finding.controlReports() >= POLICY.minimumReports())
              .allMatch(finding -> finding.candidateReports() >= POLICY.minimumReports());
        }
      }
    }
  }

  @Property(tries = 50)
  void look_ended_staysEnded(@ForAll("days") List<Day> days, @ForAll("days") List<Day> more) {
    List<Rollout> states = states(days);
    Rollout last = states.get(states.size() - 1);
    List<Day> all = new ArrayList<>(days);
    all.addAll(more);

    if (!last.running()) {
      assertThat(machine.look(last, evidence(all))).isSameAs(last);
    }
  }

  @Property(tries = 50)
  void decisionRecord_anyState_readBackAsItWas(@ForAll("days") List<Day> days) throws Exception {
    for (Rollout rollout : states(days)) {
      byte[] bytes = Codecs.DECISION.encode(DecisionRecords.of(rollout));
      Decoded<Decision> decoded = Codecs.DECISION.decode(bytes);

      assertThat(decoded).isInstanceOf(Decoded.Value.class);
      Decision decision = ((Decoded.Value<Decision>) decoded).value();
      assertThat(DecisionRecords.rollout(decision, TestPolicies.REGISTRY)).isEqualTo(rollout);
    }
  }

  @Property(tries = 30)
  void look_restartedAfterEveryDecision_endsTheSame(@ForAll("days") List<Day> days)
      throws Exception {
    List<Rollout> states = states(days);
    Rollout rollout = machine.start(POLICY, START);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      cells.addAll(days.get(day).cells(day));
      Rollout replayed =
          DecisionRecords.rollout(DecisionRecords.of(rollout), TestPolicies.REGISTRY);
      rollout = machine.look(replayed, Evidence.of(POLICY, START, cells));
    }

    assertThat(rollout).isEqualTo(states.get(states.size() - 1));
  }

  @Property(tries = 30)
  void judge_cellsInAnotherOrder_sameJudgementAndDigest(
      @ForAll("days") List<Day> days, @ForAll Random random) {
    List<Cell> cells = cells(days);
    List<Cell> shuffled = new ArrayList<>(cells);
    Collections.shuffle(shuffled, random);
    Evidence one = Evidence.of(POLICY, START, cells);
    Evidence other = Evidence.of(POLICY, START, shuffled);

    assertThat(other.digest()).isEqualTo(one.digest());
    assertThat(judge.judge(POLICY, 0, other)).isEqualTo(judge.judge(POLICY, 0, one));
  }

  @Property(tries = 30)
  void judge_armsSwapped_harmsChangeTheirSign(@ForAll("days") List<Day> days) {
    List<Finding> findings = judge.judge(POLICY, 0, evidence(days)).findings();
    List<Finding> swapped =
        judge.judge(SWAPPED, 0, Evidence.of(SWAPPED, START, cells(days))).findings();

    for (int i = 0; i < findings.size(); i++) {
      assertThat(swapped.get(i).harm().isPresent()).isEqualTo(findings.get(i).harm().isPresent());
      if (findings.get(i).harm().isPresent()) {
        double harm = findings.get(i).harm().orElseThrow().estimate();
        assertThat(swapped.get(i).harm().orElseThrow().estimate()).isCloseTo(-harm, within(1e-9));
      }
    }
  }

  @Property(tries = 50)
  void judge_aMetricTakenAway_neverTurnsHoldIntoPromote(
      @ForAll("days") List<Day> days, @ForAll("required") String metric) {
    List<Cell> less = new ArrayList<>(cells(days));
    less.removeIf(cell -> cell.metric().equals(metric));

    Judgement judgement = judge.judge(POLICY, 0, Evidence.of(POLICY, START, less));

    assertThat(judgement.verdict()).isNotEqualTo(Verdict.PROMOTE);
    assertThat(judgement.findings())
        .filteredOn(finding -> finding.metric().equals(metric))
        .allMatch(finding -> finding.status() == FindingStatus.NO_DATA);
  }

  @Provide
  Arbitrary<String> required() {
    return Arbitraries.of("quality", "ttft_slow", "outcome");
  }

  private List<Rollout> states(List<Day> days) {
    List<Rollout> states = new ArrayList<>();
    Rollout rollout = machine.start(POLICY, START);
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      cells.addAll(days.get(day).cells(day));
      rollout = machine.look(rollout, Evidence.of(POLICY, START, cells));
      states.add(rollout);
    }
    return states;
  }

  private static Evidence evidence(List<Day> days) {
    return Evidence.of(POLICY, START, cells(days));
  }

  private static List<Cell> cells(List<Day> days) {
    List<Cell> cells = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      cells.addAll(days.get(day).cells(day));
    }
    return cells;
  }
}
