package dev.sluice.probe.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.ledger.InMemoryLedger;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCycleTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final MetricRegistry REGISTRY = ScriptedReports.REGISTRY;

  @TempDir Path directory;

  private final List<byte[]> sent = new ArrayList<>();
  private Delivery answer = new Delivery.Acknowledged();

  @Test
  void run_serverDown_laterResendsTheSameBytesAndSettlesThem() throws Exception {
    answer = new Delivery.Deferred("down");
    try (LedgerFile ledger = ledger()) {
      assertThat(cycle(ledger).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.Released.class);
    }

    answer = new Delivery.Acknowledged();
    try (LedgerFile ledger = ledger()) {
      assertThat(cycle(ledger).resend()).containsExactly(new Delivery.Acknowledged());
      assertThat(cycle(ledger).resend()).isEmpty();
    }
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).hasSize(ReportFormat.BYTES).isEqualTo(sent.get(1));
  }

  @Test
  void run_withASendDelay_sendsWithTheFirstTurnAfterItAndNotBefore() throws Exception {
    SendDelay drawnHalf = delay(NOON, seconds -> seconds / 2);
    try (LedgerFile ledger = ledger()) {
      assertThat(cycle(ledger, drawnHalf).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.Waiting.class);
      assertThat(ledger.state().budget().spentNano()).isEqualTo(Epsilon.of(1).nano());
    }
    try (LedgerFile ledger = ledger()) {
      Instant drawn = NOON.plus(Duration.ofHours(6));
      assertThat(cycle(ledger, delay(drawn.minusSeconds(1), seconds -> 0)).resend()).isEmpty();
      assertThat(sent).isEmpty();
      assertThat(cycle(ledger, delay(drawn, seconds -> 0)).resend()).hasSize(1);
    }
    assertThat(sent).hasSize(1);
  }

  @Test
  void resend_clockTurnedBackByMoreThanAnyDelay_doesNotWaitForItToReturn() throws Exception {
    try (LedgerFile ledger = ledger()) {
      cycle(ledger, delay(NOON, seconds -> seconds - 1)).run("r", header(TODAY), measurable());
      Instant yearBefore = NOON.minus(Duration.ofDays(365));

      assertThat(cycle(ledger, delay(yearBefore, seconds -> 0)).resend()).hasSize(1);
    }
  }

  @Test
  void run_sameEpochTwice_isAnsweredOnce() throws Exception {
    try (LedgerFile ledger = ledger()) {
      ReportCycle cycle = cycle(ledger);
      cycle.run("rollout", header(TODAY), measurable());

      assertThat(cycle.run("rollout", header(TODAY.plusDays(1)), measurable()))
          .isEqualTo(new CycleOutcome.AlreadyReleased());
    }
    assertThat(sent).hasSize(1);
  }

  @Test
  void run_runDies_keepsTheDraw() throws Exception {
    List<String> measured = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      runAndDie(measured);
    }

    assertThat(measured).hasSize(3).containsOnly(measured.get(0));
    assertThat(sent).isEmpty();
  }

  @Test
  void run_threeRunsHaveDied_reportsTheWorstWithoutAnother() throws Exception {
    List<String> measured = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      runAndDie(measured);
    }
    try (LedgerFile ledger = ledger()) {
      ReportAssembler noiseless = new ReportAssembler(REGISTRY, ScriptedReports.uniform(b -> 0));

      cycle(ledger, noiseless, ScriptedReports.AT_ONCE)
          .run("rollout", header(TODAY), metric -> fail("a fourth run"));
    }

    Report report = ((Decoded.Value<Report>) ReportFormat.decode(sent.get(0))).value();
    Metric drawn = REGISTRY.metric(measured.get(0)).orElseThrow();
    assertThat(REGISTRY.metricAt(report.getMetric())).hasValue(drawn);
    assertThat(report.getPayload())
        .containsExactlyElementsOf(
            Arrays.stream(
                    drawn
                        .mechanism()
                        .encode(
                            new Measurement.Missing(),
                            Epsilon.of(1),
                            ScriptedReports.uniform(b -> 0)))
                .boxed()
                .toList());
  }

  @Test
  void run_deviceThatCannotTakeTheRelease_isSilentAboutRunsAndKeepsItsDraw() throws Exception {
    try (LedgerFile ledger = ledger()) {
      ReportCycle cycle = cycle(ledger, drawing("quality"), ScriptedReports.AT_ONCE);

      for (int turn = 0; turn < 5; turn++) {
        assertThat(cycle.run("rollout", header(TODAY), ineligible()))
            .isEqualTo(new CycleOutcome.NotEligible("memory"));
      }
      assertThat(sent).isEmpty();
      assertThat(ledger.state().budget().spentNano()).isZero();

      // Room was made: it answers what it was asked, by a run.
      assertThat(cycle(ledger).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.Released.class);
    }
    assertThat(onlyMetric()).isEqualTo("quality");
  }

  @Test
  void run_deviceThatCannotTakeTheReleaseAskedAboutThat_answersWithoutARun() throws Exception {
    try (LedgerFile ledger = ledger()) {
      cycle(ledger, drawing("eligibility"), ScriptedReports.AT_ONCE)
          .run("rollout", header(TODAY), ineligible());
    }

    assertThat(onlyMetric()).isEqualTo("eligibility");
  }

  /** Draws one metric, and tells the truth. */
  private static ReportAssembler drawing(String metric) {
    int ticket = 0;
    for (Metric each : REGISTRY.metrics(Design.TWO_ARM, "phone-8gb")) {
      if (each.id().equals(metric)) {
        break;
      }
      ticket += each.weight();
    }
    int drawn = ticket;
    return new ReportAssembler(
        REGISTRY, ScriptedReports.uniform(bound -> bound == 1_000 ? drawn : 0));
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
    assertThat(sent).hasSize(1);
    Report report = ((Decoded.Value<Report>) ReportFormat.decode(sent.get(0))).value();
    return REGISTRY.metricAt(report.getMetric()).orElseThrow().id();
  }

  private void runAndDie(List<String> measured) throws Exception {
    try (LedgerFile ledger = ledger()) {
      assertThatThrownBy(
              () ->
                  cycle(ledger, drawing("quality"), ScriptedReports.AT_ONCE)
                      .run(
                          "rollout",
                          header(TODAY),
                          metric -> {
                            measured.add(metric.id());
                            throw new IllegalStateException("the device was switched off");
                          }))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void run_fifthReportWithinAWindow_isRefusedWithTheDayWhenItIsAllowed() throws Exception {
    try (LedgerFile ledger = ledger()) {
      ReportCycle cycle = cycle(ledger);
      for (int epoch = 0; epoch < 4; epoch++) {
        cycle.run("epoch-" + epoch, header(TODAY.plusDays(epoch)), measurable());
      }

      assertThat(cycle.run("epoch-4", header(TODAY.plusDays(4)), measurable()))
          .isInstanceOfSatisfying(
              CycleOutcome.BudgetRefused.class,
              refused -> assertThat(refused.allowedFrom()).hasValue(TODAY.plusDays(28)));
    }
    assertThat(sent).hasSize(4);
  }

  @Test
  void run_clockTurnedBack_usesTheLedgersDay() throws Exception {
    try (LedgerFile ledger = ledger()) {
      ReportCycle cycle = cycle(ledger);
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
      sent.clear();
      InMemoryFiles files = new InMemoryFiles();
      files.failAfter(steps);
      try {
        cycle(InMemoryLedger.open(files, Caps.DEFAULT, TODAY))
            .run("rollout", header(TODAY), measurable());
        complete = true;
      } catch (IOException diskFull) {
        unsent += sent.isEmpty() ? 1 : 0;
        resent += sent.isEmpty() ? 0 : 1;
      }
      files.heal();
      int sentBefore = sent.size();

      LedgerFile next = InMemoryLedger.open(files, Caps.DEFAULT, TODAY);
      assertThat(next.state().reports()).hasSizeGreaterThanOrEqualTo(sentBefore);
      cycle(next).resend();
      cycle(next).run("rollout", header(TODAY), measurable());

      assertThat(next.state().reports()).hasSize(1);
      assertThat(sent).isNotEmpty().allSatisfy(bytes -> assertThat(bytes).isEqualTo(sent.get(0)));
    }
    assertThat(unsent).as("failures before anything was sent").isGreaterThan(300);
    assertThat(resent).as("failures between sending and settling").isGreaterThan(30);
  }

  @Test
  void run_drawnMetricIsNoLongerRegistered_saysNothingAndDrawsNoOther() throws Exception {
    try (LedgerFile ledger = ledger()) {
      ledger.append(
          new LedgerRecord.Drawn(ReportCycle.cell("rollout", header(TODAY).model()), "retired"));

      assertThat(cycle(ledger).run("rollout", header(TODAY), measurable()))
          .isInstanceOf(CycleOutcome.NothingToReport.class);
      assertThat(ledger.state().budget().spentNano()).isZero();
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void run_everyMetricExpired_saysNothingAndSpendsNothing() throws Exception {
    LocalDate late = LocalDate.of(2999, 1, 1);
    try (LedgerFile ledger = ledger()) {
      assertThat(cycle(ledger).run("rollout", header(late), measurable()))
          .isInstanceOf(CycleOutcome.NothingToReport.class);
      assertThat(ledger.state().budget().spentNano()).isZero();
    }
    assertThat(sent).isEmpty();
  }

  @Test
  void run_metricWithALowerEpsilonThanAskedFor_recordsWhatTheReportSays() throws Exception {
    try (LedgerFile ledger = ledger()) {
      cycle(ledger).run("rollout", header(TODAY), measurable());

      Report report = ((Decoded.Value<Report>) ReportFormat.decode(sent.get(0))).value();
      assertThat(ledger.state().budget().spentNano())
          .isEqualTo(REGISTRY.epsilonTierAt(report.getEpsilonTier()).orElseThrow().nano());
      assertThat(ledger.state().reports().get(0).released().registryDigest())
          .isEqualTo(Digests.fromHex(REGISTRY.digest()));
      assertThat(report.getRegistryDigest()).isEqualTo(DigestPrefixes.fromHex(REGISTRY.digest()));
    }
  }

  @Test
  void putOff_howeverOften_keepsTheDrawAndIsNoRunThatDidNotEnd() throws Exception {
    List<String> drawn = new ArrayList<>();
    for (int day = 0; day < 400; day++) {
      try (LedgerFile ledger = ledger()) {
        Beginning.Begun begun = begun(ledger);
        drawn.add(begun.metric().id());
        assertThat(begun.mayRun()).isTrue();
        cycle(ledger).putOff(begun);
      }
    }

    assertThat(drawn).containsOnly(drawn.get(0));
    assertThat(sent).isEmpty();
    try (LedgerFile ledger = ledger()) {
      cycle(ledger).end(begun(ledger), measurable().of(begun(ledger).metric()));
    }
    assertThat(sent).hasSize(1);
  }

  @Test
  void putOff_betweenRunsThatDied_doesNotForgiveThem() throws Exception {
    List<String> measured = new ArrayList<>();
    runAndDie(measured);
    runAndDie(measured);
    try (LedgerFile ledger = ledger()) {
      Beginning.Begun third = begun(ledger);
      assertThat(third.mayRun()).isTrue();
      cycle(ledger).putOff(third);
    }
    runAndDie(measured);

    try (LedgerFile ledger = ledger()) {
      assertThat(begun(ledger).mayRun()).isFalse();
    }
  }

  @Test
  void expire_reportOfADayThatNoServerCounts_isDroppedAndStaysPaidFor() throws Exception {
    answer = new Delivery.Deferred("offline");
    try (LedgerFile ledger = ledger()) {
      cycle(ledger).run("rollout", header(TODAY), measurable());

      assertThat(cycle(ledger).expire(TODAY)).isZero();
      assertThat(cycle(ledger).expire(TODAY.plusDays(1))).isEqualTo(1);
      assertThat(cycle(ledger).resend()).isEmpty();
    }
    try (LedgerFile ledger = ledger()) {
      assertThat(ledger.state().reports().get(0).settlement())
          .hasValue(LedgerRecord.Settlement.EXPIRED);
      assertThat(ledger.state().budget().spentNano()).isEqualTo(Epsilon.of(1).nano());
    }
  }

  private Beginning.Begun begun(LedgerFile ledger) throws IOException {
    return (Beginning.Begun) cycle(ledger).begin("rollout", header(TODAY));
  }

  private ReportCycle cycle(LedgerFile ledger) {
    return cycle(ledger, ScriptedReports.AT_ONCE);
  }

  private ReportCycle cycle(LedgerFile ledger, SendDelay delay) {
    return cycle(ledger, new ReportAssembler(REGISTRY, new SecureRandomness()), delay);
  }

  private ReportCycle cycle(LedgerFile ledger, ReportAssembler assembler, SendDelay delay) {
    return new ReportCycle(
        REGISTRY,
        assembler,
        ledger,
        delay,
        bytes -> {
          sent.add(bytes);
          return answer;
        });
  }

  private static SendDelay delay(Instant now, IntUnaryOperator uniform) {
    return new SendDelay(Duration.ofHours(12), () -> now, ScriptedReports.uniform(uniform));
  }

  private LedgerFile ledger() throws Exception {
    return LedgerFile.open(directory, Caps.DEFAULT, TODAY);
  }

  private static Measurements measurable() {
    return ScriptedReports.measurements();
  }

  private static ReportHeader header(LocalDate day) {
    return ScriptedReports.header("tiny", "1.1.0", day, Epsilon.of(1));
  }
}
