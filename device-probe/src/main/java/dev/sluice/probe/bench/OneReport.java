package dev.sluice.probe.bench;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.cycle.CycleOutcome;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.cycle.SendDelay;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.measure.EvaluationMeasurements;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.send.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/**
 * All that the probe does about one report but run the model and send it: reads the registry, opens
 * the ledger, draws, encodes, noises, writes to the ledger three times, to the disk each time.
 */
final class OneReport {
  private OneReport() {}

  /**
   * Makes one.
   *
   * @param dataDirectory empty or absent; the ledger is begun there
   */
  static void make(
      Path dataDirectory,
      ModelIdentity identity,
      EngineBuild engine,
      List<SuitePlan> plans,
      Evaluation evaluation)
      throws IOException, LedgerException {
    MetricRegistry registry = BundledRegistry.load();
    Randomness randomness = new SecureRandomness();
    LocalDate today = LocalDate.now(Clock.systemUTC());
    ReportHeader header =
        new ReportHeader(
            WireIdentity.of(identity, engine),
            WireIdentity.of(plans.stream().map(SuitePlan::suite).toList()),
            registry.deviceClasses().iterator().next(),
            today,
            Epsilon.of(1));
    try (LedgerFile ledger = LedgerFile.open(dataDirectory, Caps.DEFAULT, today)) {
      ReportCycle cycle =
          new ReportCycle(
              registry,
              new ReportAssembler(registry, randomness),
              ledger,
              new SendDelay(Duration.ZERO, InstantSource.system(), randomness),
              bytes -> new Delivery.Acknowledged());
      CycleOutcome outcome =
          cycle.run("bench", header, new EvaluationMeasurements(evaluation, randomness)::of);
      if (!(outcome instanceof CycleOutcome.Released)) {
        throw new IllegalStateException("no report was made: " + outcome);
      }
    }
  }
}
