package dev.sluice.standalone.demo;

import dev.sluice.fleet.day.DayTally;
import dev.sluice.fleet.truth.MetricTruth;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Lives through one rollout day by day: the fleet sends, the gate sees it all, the next day begins.
 * The gate decides; this only waits.
 */
final class RolloutDrive {
  /** Days without a single answer after which nobody is left who could give one. */
  private static final int SILENT_DAYS = 3;

  private final RolloutGate gate;
  private final Fleet fleet;
  private final Pace pace;
  private final Narrator narrator;

  RolloutDrive(RolloutGate gate, Fleet fleet, Pace pace, Narrator narrator) {
    this.gate = gate;
    this.fleet = fleet;
    this.pace = pace;
    this.narrator = narrator;
  }

  /**
   * How long to wait for the gate.
   *
   * @param poll time between two looks at what it says
   * @param patience time after which a report that it has not seen is missing
   */
  record Pace(Duration poll, Duration patience) {}

  RolloutResult run(Comparison comparison, LocalDate firstDay)
      throws DemoFailedException, InterruptedException {
    narrator.say(
        "rollout %s: %s -> %s",
        comparison.rollout(), comparison.control().label(), comparison.candidate().label());
    gate.start(PolicyText.of(comparison, firstDay));
    List<MetricTruth> truths = fleet.truth(comparison);
    RolloutView view = gate.show(comparison.rollout());
    DayTally sent = DayTally.NOTHING;
    LocalDate day = firstDay;
    int silent = 0;
    for (int number = 1; ; number++) {
      int percent = view.stagePercent();
      DayTally today = fleet.live(comparison, day);
      sent = sent.plus(today);
      view = awaitEvidence(comparison.rollout(), sent.answers().acknowledged());
      tell(number, percent, today, view);
      silent = today.answers().sent() == 0 ? silent + 1 : 0;
      if (!view.running() || silent == SILENT_DAYS) {
        return new RolloutResult(comparison, view, truths, day, sent);
      }
      day = day.plusDays(1);
    }
  }

  /** Waits until the gate has judged every acknowledged answer, or has come to an end before. */
  private RolloutView awaitEvidence(String rollout, long answers)
      throws DemoFailedException, InterruptedException {
    long deadline = System.nanoTime() + pace.patience().toNanos();
    RolloutView view = gate.show(rollout);
    while (view.running() && view.reports() < answers) {
      if (System.nanoTime() > deadline) {
        throw new DemoFailedException(
            "rollout %s: the gate has seen %,d of %,d acknowledged reports after %d s"
                .formatted(rollout, view.reports(), answers, pace.patience().toSeconds()));
      }
      narrator.waiting("the gate has seen %,d of %,d reports", view.reports(), answers);
      Thread.sleep(pace.poll().toMillis());
      view = gate.show(rollout);
    }
    return view;
  }

  private void tell(int number, int percent, DayTally today, RolloutView view) {
    narrator.say(
        "  day %2d at %2d %%: %,7d reports, %,8d in evidence: %s",
        number,
        percent,
        today.answers().acknowledged(),
        view.reports(),
        view.running() && view.stagePercent() > percent
            ? "PROMOTE to " + view.stagePercent() + " %"
            : outcome(view));
  }

  private static String outcome(RolloutView view) {
    return switch (view.state()) {
      case "COMPLETED" -> "PROMOTE to 100 %";
      case "ROLLED_BACK" -> "ROLLBACK: " + view.present().reason();
      case "EXPIRED" -> "HOLD: " + view.present().reason();
      default -> view.present().verdict() + ": " + view.present().reason();
    };
  }
}
