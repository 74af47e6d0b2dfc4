package dev.sluice.probe.cycle;

import static dev.sluice.probe.cycle.CycleWorld.REGISTRY;
import static dev.sluice.probe.cycle.CycleWorld.TODAY;
import static dev.sluice.probe.cycle.CycleWorld.drawing;
import static dev.sluice.probe.cycle.CycleWorld.header;
import static dev.sluice.probe.cycle.CycleWorld.measurable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.ledger.InMemoryLedger;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.storage.InMemoryFiles;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draw, run, noise, ledger, sending: in this order, or not at all. */
class ReportCycleTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path directory;
  private CycleWorld world;

  @BeforeEach
  void begin() {
    world = new CycleWorld(directory);
  }

  @Test
  void run_serverDown_laterResendsTheSameBytesAndSettlesThem() throws Exception {
    world.answer = new Delivery.Deferred("down");
    try (LedgerFile ledger = world.ledger()) {
      assertThat(world.cycle(ledger).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.Released.class);
    }

    world.answer = new Delivery.Acknowledged();
    try (LedgerFile ledger = world.ledger()) {
      assertThat(world.cycle(ledger).resend()).containsExactly(new Delivery.Acknowledged());
      assertThat(world.cycle(ledger).resend()).isEmpty();
    }
    assertThat(world.sent).hasSize(2);
    assertThat(world.sent.get(0)).hasSize(ReportFormat.BYTES).isEqualTo(world.sent.get(1));
  }

  @Test
  void run_withASendDelay_sendsWithTheFirstTurnAfterItAndNotBefore() throws Exception {
    SendDelay drawnHalf = delay(NOON, seconds -> seconds / 2);
    try (LedgerFile ledger = world.ledger()) {
      assertThat(world.cycle(ledger, drawnHalf).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.Waiting.class);
      assertThat(ledger.state().budget().spentNano()).isEqualTo(Epsilon.of(1).nano());
    }
    try (LedgerFile ledger = world.ledger()) {
      Instant drawn = NOON.plus(Duration.ofHours(6));
      assertThat(world.cycle(ledger, delay(drawn.minusSeconds(1), seconds -> 0)).resend())
          .isEmpty();
      assertThat(world.sent).isEmpty();
      assertThat(world.cycle(ledger, delay(drawn, seconds -> 0)).resend()).hasSize(1);
    }
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void resend_clockTurnedBackByMoreThanAnyDelay_doesNotWaitForItToReturn() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      world
          .cycle(ledger, delay(NOON, seconds -> seconds - 1))
          .run("r", header(TODAY), measurable());
      Instant yearBefore = NOON.minus(Duration.ofDays(365));

      assertThat(world.cycle(ledger, delay(yearBefore, seconds -> 0)).resend()).hasSize(1);
    }
  }

  @Test
  void run_sameEpochTwice_isAnsweredOnce() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      ReportCycle cycle = world.cycle(ledger);
      cycle.run("rollout", header(TODAY), measurable());

      assertThat(cycle.run("rollout", header(TODAY.plusDays(1)), measurable()))
          .isEqualTo(new CycleOutcome.AlreadyReleased());
    }
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void run_deviceThatCannotTakeTheRelease_isSilentAboutRunsAndKeepsItsDraw() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      ReportCycle cycle = world.cycle(ledger, drawing("quality"), ScriptedReports.AT_ONCE);

      for (int turn = 0; turn < 5; turn++) {
        assertThat(cycle.run("rollout", header(TODAY), ineligible()))
            .isEqualTo(new CycleOutcome.NotEligible("memory"));
      }
      assertThat(world.sent).isEmpty();
      assertThat(ledger.state().budget().spentNano()).isZero();

      // Room was made: it answers what it was asked, by a run.
      assertThat(world.cycle(ledger).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.Released.class);
    }
    assertThat(onlyMetric()).isEqualTo("quality");
  }

  @Test
  void run_deviceThatCannotTakeTheReleaseAskedAboutThat_answersWithoutARun() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      world
          .cycle(ledger, drawing("eligibility"), ScriptedReports.AT_ONCE)
          .run("rollout", header(TODAY), ineligible());
    }

    assertThat(onlyMetric()).isEqualTo("eligibility");
  }

  @Test
  void run_fifthReportWithinAWindow_isRefusedWithTheDayWhenItIsAllowed() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      ReportCycle cycle = world.cycle(ledger);
      for (int epoch = 0; epoch < 4; epoch++) {
        cycle.run("epoch-" + epoch, header(TODAY.plusDays(epoch)), measurable());
      }

      assertThat(cycle.run("epoch-4", header(TODAY.plusDays(4)), measurable()))
          .isInstanceOfSatisfying(
              CycleOutcome.BudgetRefused.class,
              refused -> assertThat(refused.allowedFrom()).hasValue(TODAY.plusDays(28)));
    }
    assertThat(world.sent).hasSize(4);
  }

  @Test
  void run_clockTurnedBack_usesTheLedgersDay() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      ReportCycle cycle = world.cycle(ledger);
      cycle.run("epoch-0", header(TODAY), measurable());
      cycle.run("epoch-1", header(TODAY.minusDays(300)), measurable());

      assertThat(ledger.state().budget().releases())
          .extracting(release -> release.day())
          .containsOnly(TODAY);
    }
  }

  @Test
  void run_diskFullAnywhereInACycle_sendsNothingThatIsNotInTheLedger() throws Exception {
    int unsent = 0;
    int resent = 0;
    boolean complete = false;
    for (long steps = 0; !complete; steps++) {
      world.sent.clear();
      InMemoryFiles files = new InMemoryFiles();
      files.failAfter(steps);
      try {
        world
            .cycle(InMemoryLedger.open(files, Caps.DEFAULT, TODAY))
            .run("rollout", header(TODAY), measurable());
        complete = true;
      } catch (IOException diskFull) {
        unsent += world.sent.isEmpty() ? 1 : 0;
        resent += world.sent.isEmpty() ? 0 : 1;
      }
      files.heal();
      int sentBefore = world.sent.size();

      LedgerFile next = InMemoryLedger.open(files, Caps.DEFAULT, TODAY);
      assertThat(next.state().reports()).hasSizeGreaterThanOrEqualTo(sentBefore);
      world.cycle(next).resend();
      world.cycle(next).run("rollout", header(TODAY), measurable());

      assertThat(next.state().reports()).hasSize(1);
      assertThat(world.sent)
          .isNotEmpty()
          .allSatisfy(bytes -> assertThat(bytes).isEqualTo(world.sent.get(0)));
    }
    assertThat(unsent).as("failures before anything was world.sent").isGreaterThan(300);
    assertThat(resent).as("failures between sending and settling").isGreaterThan(30);
  }

  @Test
  void run_drawnMetricIsNoLongerRegistered_saysNothingAndDrawsNoOther() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      ledger.append(
          new LedgerRecord.Drawn(ReportCycle.cell("rollout", header(TODAY).model()), "retired"));

      assertThat(world.cycle(ledger).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.NothingToReport.class);
      assertThat(ledger.state().budget().spentNano()).isZero();
    }
    assertThat(world.sent).isEmpty();
  }

  @Test
  void run_everyMetricExpired_saysNothingAndSpendsNothing() throws Exception {
    LocalDate late = LocalDate.of(2999, 1, 1);
    try (LedgerFile ledger = world.ledger()) {
      assertThat(world.cycle(ledger).run("rollout", header(late), measurable()))
          .isInstanceOf(CycleOutcome.NothingToReport.class);
      assertThat(ledger.state().budget().spentNano()).isZero();
    }
    assertThat(world.sent).isEmpty();
  }

  @Test
  void run_metricWithALowerEpsilonThanAskedFor_recordsWhatTheReportSays() throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      world.cycle(ledger).run("rollout", header(TODAY), measurable());

      Report report = ((Decoded.Value<Report>) ReportFormat.decode(world.sent.get(0))).value();
      assertThat(ledger.state().budget().spentNano())
          .isEqualTo(REGISTRY.epsilonTierAt(report.getEpsilonTier()).orElseThrow().nano());
      assertThat(ledger.state().reports().get(0).released().registryDigest())
          .isEqualTo(Digests.fromHex(REGISTRY.digest()));
      assertThat(report.getRegistryDigest()).isEqualTo(DigestPrefixes.fromHex(REGISTRY.digest()));
    }
  }

  @Test
  void expire_reportOfADayThatNoServerCounts_isDroppedAndStaysPaidFor() throws Exception {
    world.answer = new Delivery.Deferred("offline");
    try (LedgerFile ledger = world.ledger()) {
      world.cycle(ledger).run("rollout", header(TODAY), measurable());

      assertThat(world.cycle(ledger).expire(TODAY)).isZero();
      assertThat(world.cycle(ledger).expire(TODAY.plusDays(1))).isEqualTo(1);
      assertThat(world.cycle(ledger).resend()).isEmpty();
    }
    try (LedgerFile ledger = world.ledger()) {
      assertThat(ledger.state().reports().get(0).settlement())
          .hasValue(LedgerRecord.Settlement.EXPIRED);
      assertThat(ledger.state().budget().spentNano()).isEqualTo(Epsilon.of(1).nano());
    }
  }

  private static Measurements ineligible() {
    return new Measurements() {
      @Override
      public Measurement of(Metric metric) {
        throw new AssertionError("a device that cannot take the release has no run");
      }

      @Override
      public Measurement.Category eligibility() {
        return new Measurement.Category(MeasuredQuantity.ELIGIBILITIES.indexOf("memory"));
      }
    };
  }

  private String onlyMetric() {
    assertThat(world.sent).hasSize(1);
    Report report = ((Decoded.Value<Report>) ReportFormat.decode(world.sent.get(0))).value();
    return REGISTRY.metricAt(report.getMetric()).orElseThrow().id();
  }

  private static SendDelay delay(Instant now, IntUnaryOperator uniform) {
    return new SendDelay(Duration.ofHours(12), () -> now, ScriptedReports.uniform(uniform));
  }
}
