package dev.sluice.probe.agent;

import dev.sluice.probe.schedule.Agenda;
import dev.sluice.probe.schedule.WaitReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What rollouts ask of this device.
 *
 * @param standings one for each flag that can be followed, in the file's order
 * @param next the first report that can be made
 * @param reasons why there is no next one; empty if there is
 */
record Tasks(List<Standing> standings, Optional<ReportTask> next, Set<WaitReason> reasons) {
  Tasks {
    standings = List.copyOf(standings);
    reasons = Set.copyOf(reasons);
  }

  /**
   * This device in one rollout.
   *
   * @param model name of the model
   * @param part the device's, such as {@code candidate}
   * @param runs the version that the device is to run
   * @param waits why it makes no report; empty if it is to make one
   */
  record Standing(
      String model, String rollout, String part, String runs, Optional<WaitReason> waits) {}

  /** The same for a decision. */
  Agenda agenda() {
    return next.isPresent()
        ? new Agenda.Due(next.get().neededMemoryBytes(), next.get().isElsewhere())
        : new Agenda.Empty(reasons);
  }

  /** Nothing is asked. */
  static Tasks none() {
    return new Tasks(List.of(), Optional.empty(), Set.of(WaitReason.NOTHING_TO_DO));
  }
}
