package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.cycle.Beginning;
import dev.sluice.probe.cycle.CycleOutcome;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.progress.RunProgress;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.util.Set;

/** Does one task as far as owner and device let it, and charges the day with it. */
final class TaskRun {
  private final AgentPorts ports;
  private final DurableFiles files;
  private final ModelEngines engines;
  private final AgentLedger ledger;
  private final RunLimits limits;

  TaskRun(
      AgentPorts ports,
      DurableFiles files,
      ModelEngines engines,
      AgentLedger ledger,
      RunLimits limits) {
    this.ports = ports;
    this.files = files;
    this.engines = engines;
    this.ledger = ledger;
    this.limits = limits;
  }

  /** Runs; says whether a report was sent. */
  boolean run(ReportTask task) throws IOException, LedgerException {
    try (RunningEnergy energy =
        task.isOnThisDevice() ? ports.energy().get() : RunningEnergy.none()) {
      return run(task, energy);
    }
  }

  private boolean run(ReportTask task, RunningEnergy energy) throws IOException, LedgerException {
    RunBudget budget = limits.budget(task, energy, ports);
    RunWatch watch = limits.watch(task, budget, ports);
    try {
      return isFit(task, watch) && ledger.open(cycle -> answer(task, cycle, watch));
    } finally {
      budget.close();
    }
  }

  /** Looked at before anything is drawn: a server that is no good is no failure of the model. */
  private boolean isFit(ReportTask task, RunWatch watch) {
    try (RunInterrupter interrupter = ports.interrupter().of(watch::mustStopAtOnce)) {
      return task.models().stream().allMatch(engines::isFit);
    }
  }

  private boolean answer(ReportTask task, ReportCycle cycle, RunWatch watch) throws IOException {
    RunProgress.keepOnly(files, task.keys());
    return cycle.begin(task.rollout(), task.header()) instanceof Beginning.Begun begun
        && answer(task, begun, cycle, watch);
  }

  private boolean answer(ReportTask task, Beginning.Begun begun, ReportCycle cycle, RunWatch watch)
      throws IOException {
    if (begun.metric().quantity().isEligibility()) {
      // Known before the draw, and without a run.
      return end(cycle, begun, task.eligibility());
    }
    if (!task.eligible()) {
      cycle.putOff(begun);
      return false;
    }
    RunEnd end =
        begun.mayRun() ? run(task, begun, watch) : new RunEnd.Measured(new Measurement.Missing());
    if (watch.mustStopAtOnce() || !(end instanceof RunEnd.Measured measured)) {
      stopped(end, begun, cycle, watch);
      return false;
    }
    boolean sent = end(cycle, begun, measured.measurement());
    RunProgress.keepOnly(files, Set.of());
    return sent;
  }

  /** Without a word in the ledger it is one of the runs that did not end. */
  private void stopped(RunEnd end, Beginning.Begun begun, ReportCycle cycle, RunWatch watch)
      throws IOException {
    if (end instanceof RunEnd.Lost lost) {
      engines.leave(lost.model());
    }
    boolean died = end instanceof RunEnd.Lost lost && lost.midway();
    if (!died || watch.mustStopAtOnce()) {
      cycle.putOff(begun);
    }
  }

  private static boolean end(ReportCycle cycle, Beginning.Begun begun, Measurement measurement)
      throws IOException {
    return cycle.end(begun, measurement) instanceof CycleOutcome.Released;
  }

  /**
   * Only while the model runs may this thread be interrupted: a ledger would take it for a fault.
   */
  private RunEnd run(ReportTask task, Beginning.Begun begun, RunWatch watch) {
    try (RunInterrupter interrupter = ports.interrupter().of(watch::mustStopAtOnce)) {
      return new ReportRun(ports, files, watch).measure(task, begun.metric());
    }
  }
}
