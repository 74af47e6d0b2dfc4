package dev.sluice.probe.cycle;

import static dev.sluice.probe.cycle.CycleWorld.REGISTRY;
import static dev.sluice.probe.cycle.CycleWorld.TODAY;
import static dev.sluice.probe.cycle.CycleWorld.drawing;
import static dev.sluice.probe.cycle.CycleWorld.header;
import static dev.sluice.probe.cycle.CycleWorld.measurable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.schemas.Decoded;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that die or are put off, and what their draw is worth afterwards. */
class UnfinishedRunTest {
  @TempDir private Path directory;
  private CycleWorld world;

  @BeforeEach
  void begin() {
    world = new CycleWorld(directory);
  }

  @Test
  void run_runDies_keepsTheDraw() throws Exception {
    List<String> measured = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      runAndDie(measured);
    }

    assertThat(measured).hasSize(3).containsOnly(measured.get(0));
    assertThat(world.sent).isEmpty();
  }

  @Test
  void run_threeRunsHaveDied_reportsTheWorstWithoutAnother() throws Exception {
    List<String> measured = new ArrayList<>();
    for (int attempt = 0; attempt < 3; attempt++) {
      runAndDie(measured);
    }
    try (LedgerFile ledger = world.ledger()) {
      ReportAssembler noiseless = new ReportAssembler(REGISTRY, ScriptedReports.uniform(b -> 0));

      world
          .cycle(ledger, noiseless, ScriptedReports.AT_ONCE)
          .run("rollout", header(TODAY), metric -> fail("a fourth run"));
    }

    Report report = ((Decoded.Value<Report>) ReportFormat.decode(world.sent.get(0))).value();
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
  void putOff_howeverOften_keepsTheDrawAndIsNoRunThatDidNotEnd() throws Exception {
    List<String> drawn = new ArrayList<>();
    for (int day = 0; day < 400; day++) {
      try (LedgerFile ledger = world.ledger()) {
        Beginning.Begun begun = world.begun(ledger);
        drawn.add(begun.metric().id());
        assertThat(begun.mayRun()).isTrue();
        world.cycle(ledger).putOff(begun);
      }
    }

    assertThat(drawn).containsOnly(drawn.get(0));
    assertThat(world.sent).isEmpty();
    try (LedgerFile ledger = world.ledger()) {
      world.cycle(ledger).end(world.begun(ledger), measurable().of(world.begun(ledger).metric()));
    }
    assertThat(world.sent).hasSize(1);
  }

  @Test
  void putOff_betweenRunsThatDied_doesNotForgiveThem() throws Exception {
    List<String> measured = new ArrayList<>();
    runAndDie(measured);
    runAndDie(measured);
    try (LedgerFile ledger = world.ledger()) {
      Beginning.Begun third = world.begun(ledger);
      assertThat(third.mayRun()).isTrue();
      world.cycle(ledger).putOff(third);
    }
    runAndDie(measured);

    try (LedgerFile ledger = world.ledger()) {
      assertThat(world.begun(ledger).mayRun()).isFalse();
    }
  }

  private void runAndDie(List<String> measured) throws Exception {
    try (LedgerFile ledger = world.ledger()) {
      assertThatThrownBy(
              () ->
                  world
                      .cycle(ledger, drawing("quality"), ScriptedReports.AT_ONCE)
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
}
