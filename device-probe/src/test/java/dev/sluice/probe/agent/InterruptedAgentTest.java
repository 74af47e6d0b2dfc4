package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.run.ScriptedEngine;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.schedule.OwnerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are cut short, by the owner, the device or a kill, and what is left of them. */
class InterruptedAgentTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path parent;
  private AgentWorld world;

  @BeforeEach
  void begin() throws IOException {
    world = new AgentWorld(parent.resolve("data"));
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
    assertThat(world.report(0).getMetric()).isZero();
    assertThat(world.report(0).getPayload()).containsExactly(1_000L);
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
    assertThat(world.report(0).getPayload()).containsExactly(1_000L);
  }

  @Test
  void step_deviceDiesThreeTimes_reportsTheWorstWithoutAFourth() throws Exception {
    for (int death = 0; death < 3; death++) {
      dieAt("say i5");
    }

    world.liveFor(world.agent(), DAY);

    assertThat(world.engine.prompts).isEmpty();
    assertThat(world.report(0).getPayload()).containsExactly(0L);
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

  private void optOut() {
    try {
      world.consent.write(Consent.OFF);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Ends a run as a kill does: nothing that would be done afterwards is done. */
  private static final class ProcessKilled extends Error {
    private static final long serialVersionUID = 1L;
  }
}
