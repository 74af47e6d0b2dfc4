package dev.sluice.standalone.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A rollout as the gate shows it.
 *
 * @param state RUNNING, COMPLETED, ROLLED_BACK or EXPIRED
 * @param stagePercent share of the fleet on the candidate now
 * @param reports reports of both arms in the evidence
 * @param present the newest look at the present stage
 * @param ended the stages that have ended, oldest first
 */
record RolloutView(
    String id, String state, int stagePercent, long reports, Stage present, List<Stage> ended) {
  RolloutView {
    ended = List.copyOf(ended);
  }

  boolean running() {
    return state.equals("RUNNING");
  }

  /** The verdict on the rollout as a whole. */
  String verdict() {
    return switch (state) {
      case "COMPLETED" -> "PROMOTE";
      case "ROLLED_BACK" -> "ROLLBACK";
      default -> "HOLD";
    };
  }

  /** Every stage that was judged: those that have ended, and the present one while it runs. */
  List<Stage> stages() {
    if (!running()) {
      return ended;
    }
    List<Stage> all = new ArrayList<>(ended);
    all.add(present);
    return List.copyOf(all);
  }

  /**
   * One stage.
   *
   * @param reports reports of both arms in the evidence, from the rollout's start
   */
  record Stage(
      int percent,
      LocalDate firstDay,
      LocalDate lastDay,
      long reports,
      String verdict,
      String reason,
      List<Finding> findings) {
    Stage {
      findings = List.copyOf(findings);
    }
  }

  /**
   * What the evidence said of one guardrail; the numbers are absent without data.
   *
   * @param unit unit of the metric
   */
  record Finding(
      String metric,
      String unit,
      String status,
      OptionalDouble estimate,
      OptionalDouble low,
      OptionalDouble high,
      double margin) {}
}
