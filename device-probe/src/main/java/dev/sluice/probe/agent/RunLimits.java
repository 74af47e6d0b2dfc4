package dev.sluice.probe.agent;

import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.schedule.Agenda;
import dev.sluice.probe.schedule.Decision;
import dev.sluice.probe.schedule.SchedulePolicy;
import dev.sluice.probe.schedule.Situation;
import dev.sluice.probe.schedule.Spent;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * What every run is held to.
 *
 * @param consent whether the owner still allows reports
 * @param policy when a run is welcome on this device
 * @param usage what the day has come to
 * @param assumedWatts what a run takes where no meter counts it, more than 0
 * @param stop ends everything at once
 */
record RunLimits(
    ConsentFile consent,
    SchedulePolicy policy,
    DayUsage usage,
    double assumedWatts,
    StopSignal stop) {

  /**
   * The budget of a task's run that begins now.
   *
   * @param energy counts from now on; whoever opened it closes it
   */
  RunBudget budget(ReportTask task, RunningEnergy energy, AgentPorts ports) throws IOException {
    return new RunBudget(usage, energy, watts(task), ports.nanoTime(), ports.days()::localDay);
  }

  /** What another machine takes is not taken from this device: of that only the time counts. */
  private double watts(ReportTask task) {
    return task.isOnThisDevice() ? assumedWatts : 0;
  }

  /** Watches over a task's run, which spends a budget. */
  RunWatch watch(ReportTask task, RunBudget budget, AgentPorts ports) {
    return new RunWatch(
        stop,
        consent::allowsReports,
        budget,
        spent -> midway(task, spent, ports),
        ports.nanoTime());
  }

  /**
   * Whether a run may go on: it has its memory, and its own threads are no other load. A server on
   * this device is taken to compute with as many as the probe would.
   */
  private Decision midway(ReportTask task, Spent spent, AgentPorts ports) {
    int ownThreads = task.isOnThisDevice() ? ports.threads() : 0;
    return policy.decide(
        new Situation(
            Consent.TELEMETRY,
            new Agenda.Due(OptionalLong.empty(), task.isElsewhere()),
            ports.surroundings().now(ownThreads),
            spent,
            ports.days().localTime()));
  }
}
