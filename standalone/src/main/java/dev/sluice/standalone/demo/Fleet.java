package dev.sluice.standalone.demo;

import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.truth.MetricTruth;
import java.time.LocalDate;
import java.util.List;

/** The simulated devices, as the demo needs them. */
interface Fleet {

  /**
   * Lives one day of a rollout as the gate's flags describe it now; returns when every report has
   * been sent.
   *
   * @throws DemoFailedException if the flags cannot be read or do not show the rollout
   */
  DayTally live(Comparison comparison, LocalDate day)
      throws DemoFailedException, InterruptedException;

  /** What is really the case, for every metric that a gate can judge. */
  List<MetricTruth> truth(Comparison comparison) throws InterruptedException;
}
