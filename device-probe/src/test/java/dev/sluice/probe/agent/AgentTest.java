package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.schedule.OwnerSettings;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent through its front door: what it asks, runs and sends, and what it leaves alone. */
class AgentTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static final int ELIGIBILITY_TICKET = 920;

  @TempDir private Path parent;
  private AgentWorld world;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data"));
  }

  @Test
  void step_candidate_runsItsItemsOnceAndReportsOnce() throws Exception {
    world.liveFor(world.agent(), DAY.multipliedBy(3));

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.sent).hasSize(1);
    assertThat(report(0).getModel().getVersion()).isEqualTo("1.1.0");
    assertThat(world.status()).contains("already-answered", "\"part\":\"candidate\"");
  }

  @Test
  void step_control_reportsOnTheVersionBefore() throws Exception {
    world.flags = AgentFlags.everybodyIsControl();

    world.liveFor(world.agent(), DAY);

    assertThat(report(0).getModel().getVersion()).isEqualTo("1.0.0");
  }

  @Test
  void step_pairedRollout_runsBothOnTheSameItems() throws Exception {
    world.flags = AgentFlags.paired();

    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(2 * AgentWorld.ITEMS);
    assertThat(new HashSet<>(world.itemsAsked())).hasSize(AgentWorld.ITEMS);
    assertThat(world.sent).hasSize(1);
    assertThat(report(0).getBaseline().getVersion()).isEqualTo("1.0.0");
  }

  @Test
  void step_completed_runsNothingAndSaysWhichVersionToRun() throws Exception {
    world.flags = AgentFlags.completed();

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.status()).contains("nothing-to-do", "\"version\":\"1.0.0\"");
  }

  @Test
  void step_withoutConsent_asksNobodyAndRunsNothing() throws Exception {
    Files.delete(world.directory.resolve("consent"));
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofHours(2));
    for (Consent choice : List.of(Consent.OFF, Consent.EVAL_ONLY)) {
      world.consent.write(choice);
      world.liveFor(agent, Duration.ofHours(2));
    }

    assertThat(world.asked).isEmpty();
    assertThat(world.sent).isEmpty();
    assertThat(world.engine.prompts).isEmpty();
    assertThat(agent.words()).contains("has not agreed");
  }

  @Test
  void step_modelNotHere_waitsAndNeverAsksForIt() throws Exception {
    world.models.removeIf(model -> model.version().equals("1.1.0"));
    Agent agent = world.agent();

    world.liveFor(agent, DAY);

    assertThat(world.status()).contains("model-missing");
    assertThat(world.ledger().reports()).isEmpty();
  }

  @Test
  void step_otherFileUnderTheName_isNotRun() throws Exception {
    Path forged = parent.resolve("forged.gguf");
    Files.copy(world.models.get(0).file(), forged);
    InstalledModel real = world.models.get(1);
    world.models.set(1, new InstalledModel("tiny", "1.1.0", forged, real.sha256()));

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.status()).contains("model-missing");
  }

  /** The draw stands, and nobody is told that there was one. */
  @Test
  void step_notEligibleAndAskedAboutARun_runsNothingAndSaysNothing() throws Exception {
    world.admission = notEligible("memory");

    world.liveFor(world.agent(), DAY.multipliedBy(3));

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.sent).isEmpty();
    assertThat(world.status()).contains("not-eligible");
    assertThat(world.directory.toFile().listFiles())
        .filteredOn(file -> file.getName().matches("ledger-\\d+"))
        .hasSize(1)
        .allMatch(file -> file.length() < 1_000);
  }

  @Test
  void step_notEligibleAndAskedWhether_reportsThatWithoutARun() throws Exception {
    world.ticket = ELIGIBILITY_TICKET;
    world.admission = notEligible("memory");

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.sent).hasSize(1);
    assertThat(metric(0)).isEqualTo("eligibility");
  }

  @Test
  void step_eligibleOnceMore_runsWhatWasDrawn() throws Exception {
    world.admission = notEligible("disk");
    Agent agent = world.agent();
    world.liveFor(agent, DAY);

    world.admission = Admission.ofEverything();
    world.liveFor(agent, DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
    assertThat(metric(0)).isEqualTo("quality");
  }

  @Test
  void step_modelThatNoManifestNames_isNotRunAndNobodyIsTold() throws Exception {
    world.ticket = ELIGIBILITY_TICKET;
    world.admission = (model, today) -> new Admission.Word.Barred();

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.sent).isEmpty();
    assertThat(world.status()).contains("not-released");
  }

  @Test
  void step_pairedWithAVersionThatNoManifestNames_runsNeither() throws Exception {
    world.flags = AgentFlags.paired();
    world.admission =
        (model, today) ->
            model.version().equals("1.1.0")
                ? new Admission.Word.Admitted()
                : new Admission.Word.Barred();

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.status()).contains("not-released");
  }

  @Test
  void step_chargerPulledInTheMiddle_goesOnWithTheItemsThatAreLeft() throws Exception {
    world.script =
        prompt -> {
          world.onTheCharger = !prompt.equals("say i3");
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofMinutes(20));

    assertThat(world.sent).isEmpty();
    assertThat(agent.words()).contains("external power");
    int before = world.itemsAsked().size();
    assertThat(before).isBetween(4, AgentWorld.ITEMS - 1);

    world.onTheCharger = true;
    world.liveFor(agent, DAY);

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void step_putOffTimeAndAgain_isStillReportedAsTheModelDeserves() throws Exception {
    world.script =
        prompt -> {
          world.onTheCharger = !prompt.startsWith("say i");
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };
    Agent agent = world.agent();
    for (int day = 0; day < 30 && world.sent.isEmpty(); day++) {
      world.onTheCharger = true;
      world.liveFor(agent, DAY);
    }

    assertThat(world.sent).hasSize(1);
    // The first metric is the quality: all right is 1000 on its grid, a run that failed is 0.
    assertThat(report(0).getMetric()).isZero();
    assertThat(report(0).getPayload()).containsExactly(1_000L);
  }

  @Test
  void step_processKilled_goesOnWhereItWas() throws Exception {
    dieAt("say i5");
    List<String> before = new ArrayList<>(world.itemsAsked());

    world.script = prompt -> ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
    world.liveFor(world.agent(), DAY);

    assertThat(before).endsWith("say i5");
    assertThat(world.itemsAsked()).containsExactly("say i5", "say i6", "say i7");
    assertThat(world.sent).hasSize(1);
    assertThat(report(0).getPayload()).containsExactly(1_000L);
  }

  @Test
  void step_deviceDiesThreeTimes_reportsTheWorstWithoutAFourth() throws Exception {
    for (int death = 0; death < 3; death++) {
      dieAt("say i5");
    }

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(report(0).getPayload()).containsExactly(0L);
  }

  @Test
  void step_toldToEnd_putsTheRunOffAndCountsItNotAsAFailure() throws Exception {
    world.script =
        prompt -> {
          if (prompt.equals("say i2")) {
            world.stop.request();
            return new Generation.Crashed("killed with the program");
          }
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };
    Agent agent = world.agent();
    world.pass(agent.step());

    String cell = "tiny-1.1.0/";
    assertThat(world.itemsAsked()).endsWith("say i2");
    assertThat(world.ledger().reports()).isEmpty();
    assertThat(world.ledger().unendedRuns(cell)).isZero();
    agent.ended();
    assertThat(world.status()).contains("ended");
  }

  @Test
  void step_optedOutInTheMiddle_stopsErasesAndLeavesTheCanaries() throws Exception {
    world.sendDelay = Duration.ofHours(12);
    world.flags = AgentFlags.everybodyIsControl();
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofMinutes(30));
    assertThat(world.ledger().unsettled()).hasSize(1);
    world.flags = AgentFlags.everybodyIsACandidate();
    world.engine.prompts.clear();
    world.script =
        prompt -> {
          if (prompt.equals("say i3")) {
            optOut();
          }
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };

    world.liveFor(agent, DAY.multipliedBy(3));

    assertThat(world.itemsAsked()).endsWith("say i3");
    assertThat(world.sent).isEmpty();
    assertThat(world.ledger().reports())
        .singleElement()
        .satisfies(
            report -> assertThat(report.settlement()).hasValue(LedgerRecord.Settlement.WITHDRAWN));
    assertThat(world.status()).contains("\"part\":\"unobserved\"");
    assertThat(world.directory.toFile().list((dir, name) -> name.startsWith("progress"))).isEmpty();
  }

  private void optOut() {
    try {
      world.consent.write(Consent.OFF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void step_offlineForWeeks_keepsTheReportAndSendsTheSameBytesOnReturn() throws Exception {
    world.sendDelay = Duration.ofHours(12);
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofMinutes(5));
    world.online = false;
    world.liveFor(world.agent(), DAY.multipliedBy(20));
    assertThat(world.sent).isEmpty();
    byte[] kept = world.ledger().unsettled().get(0).bytes().orElseThrow().toArray();
    // Asked again and again, but ever more seldom: 20 days at six hours.
    assertThat(world.asked.size()).isBetween(70, 130);

    world.online = true;
    world.liveFor(world.agent(), DAY);

    assertThat(world.sent).containsExactly(kept);
    assertThat(world.ledger().unsettled()).isEmpty();
  }

  @Test
  void step_offlineForTooLong_givesTheReportUpAndFollowsNoOldFlags() throws Exception {
    world.sendDelay = Duration.ofHours(12);
    Agent agent = world.agent();
    world.pass(agent.step());
    world.online = false;
    world.liveFor(agent, DAY.multipliedBy(40));

    assertThat(world.ledger().reports().get(0).settlement())
        .hasValue(LedgerRecord.Settlement.EXPIRED);
    assertThat(world.status()).contains("nothing-to-do").doesNotContain("tiny-1.1.0");

    world.online = true;
    world.liveFor(agent, DAY);
    assertThat(world.sent).isEmpty();
  }

  @Test
  void step_noNetworkAtAll_waitsAndNeverFails() throws Exception {
    world.online = false;
    Agent agent = world.agent();

    world.liveFor(agent, DAY.multipliedBy(7));

    assertThat(agent.words()).contains("no rollout asks");
    assertThat(world.engine.prompts).isEmpty();
  }

  @Test
  void step_serverGoesMad_keepsTheLastGoodFlags() throws Exception {
    Agent agent = world.agent();
    world.onTheCharger = false;
    world.liveFor(agent, Duration.ofMinutes(5));
    for (String hostile : List.of("", "{}", "[".repeat(100_000), "{\"flags\": 7}", "<html>")) {
      world.flags = hostile;
      world.liveFor(agent, DAY);
      assertThat(world.status()).contains("\"part\":\"candidate\"");
    }
    world.onTheCharger = true;

    world.liveFor(agent, DAY);

    assertThat(world.sent).hasSize(1);
  }

  @Test
  void step_clockJumpsToAndFro_stillAsksAndAnswersOnce() throws Exception {
    Agent agent = world.agent();
    for (String moment :
        List.of(
            "2026-11-28T10:00:00Z",
            "2019-01-01T00:00:00Z",
            "2031-06-01T00:00:00Z",
            "2026-11-28T12:00:00Z",
            "2026-11-27T12:00:00Z")) {
      world.now = Instant.parse(moment);
      int asked = world.asked.size();
      world.liveFor(agent, DAY);
      assertThat(world.asked.size()).as(moment).isGreaterThan(asked);
    }

    assertThat(world.sent).hasSize(1);
    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS);
  }

  @Test
  void step_dailyTimeTooShortForTheRun_takesSeveralDaysAndEndsAllTheSame() throws Exception {
    OwnerSettings usual = OwnerSettings.DEFAULT;
    world.owner =
        new OwnerSettings(
            true,
            0.3,
            true,
            0.5,
            true,
            List.of(),
            Duration.ofSeconds(30),
            usual.joulesPerDay(),
            usual.unknown());
    Agent agent = world.agent();
    world.liveFor(agent, Duration.ofHours(2));
    assertThat(world.sent).isEmpty();
    assertThat(agent.words()).contains("today's time is used up");

    world.liveFor(agent, DAY.multipliedBy(9));

    assertThat(world.itemsAsked()).hasSize(AgentWorld.ITEMS).doesNotHaveDuplicates();
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void step_budgetUsedUp_outlivesARestart() throws Exception {
    OwnerSettings usual = OwnerSettings.DEFAULT;
    world.owner =
        new OwnerSettings(
            true, 0.3, true, 0.5, true, List.of(), usual.timePerDay(), 300, usual.unknown());
    world.liveFor(world.agent(), Duration.ofHours(1));
    Agent restarted = world.agent();
    world.liveFor(restarted, Duration.ofHours(1));

    assertThat(restarted.words()).contains("today's energy is used up");
    assertThat(world.engine.prompts).isEmpty();
  }

  @Test
  void step_anotherProbeHoldsTheLedger_waitsForIt() throws Exception {
    Agent agent = world.agent();
    try (LedgerFile held =
        LedgerFile.open(world.directory, Caps.DEFAULT, LocalDate.of(2026, 11, 28))) {
      assertThat(held.state().reports()).isEmpty();
      world.pass(agent.step());
      assertThat(world.status()).contains("troubled");
    }

    world.liveFor(agent, DAY);

    assertThat(world.sent).hasSize(1);
  }

  private void dieAt(String item) throws IOException {
    world.script =
        prompt -> {
          if (prompt.equals(item)) {
            throw new ProcessKilled();
          }
          return ScriptedEngine.answer(TestSuites.rightAnswer(prompt));
        };
    Agent agent = world.agent();
    assertThatThrownBy(() -> world.liveFor(agent, DAY)).isInstanceOf(ProcessKilled.class);
  }

  private String metric(int index) {
    return BundledRegistry.load().metricAt(report(index).getMetric()).orElseThrow().id();
  }

  private Report report(int index) {
    return ((Decoded.Value<Report>) ReportFormat.decode(world.sent.get(index))).value();
  }

  /** Ends a run as a kill does: nothing that would be done afterwards is done. */
  private static final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static Admission notEligible(String reason) {
    int category = MeasuredQuantity.ELIGIBILITIES.indexOf(reason);
    return (model, today) -> new Admission.Word.NotEligible(new Measurement.Category(category));
  }
}
