package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.probe.consent.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    assertThat(world.report(0).getModel().getVersion()).isEqualTo("1.1.0");
    assertThat(world.status()).contains("already-answered", "\"part\":\"candidate\"");
  }

  @Test
  void step_control_reportsOnTheVersionBefore() throws Exception {
    world.flags = AgentFlags.everybodyIsControl();

    world.liveFor(world.agent(), DAY);

    assertThat(world.report(0).getModel().getVersion()).isEqualTo("1.0.0");
  }

  @Test
  void step_pairedRollout_runsBothOnTheSameItems() throws Exception {
    world.flags = AgentFlags.paired();

    world.liveFor(world.agent(), DAY);

    assertThat(world.itemsAsked()).hasSize(2 * AgentWorld.ITEMS);
    assertThat(new HashSet<>(world.itemsAsked())).hasSize(AgentWorld.ITEMS);
    assertThat(world.sent).hasSize(1);
    assertThat(world.report(0).getBaseline().getVersion()).isEqualTo("1.0.0");
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
    Files.copy(world.models.get(0).file().orElseThrow(), forged);
    InstalledModel real = world.models.get(1);
    world.models.set(1, InstalledModel.inFile("tiny", "1.1.0", forged, real.sha256()));

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

  private String metric(int index) {
    return BundledRegistry.load().metricAt(world.report(index).getMetric()).orElseThrow().id();
  }

  private static Admission notEligible(String reason) {
    int category = MeasuredQuantity.ELIGIBILITIES.indexOf(reason);
    return (model, today) -> new Admission.Word.NotEligible(new Measurement.Category(category));
  }
}
