package dev.sluice.gate.http;

import dev.sluice.gate.rollout.Rollout;
import dev.sluice.schemas.RolloutState;
import java.util.List;

/** The stages of a rollout: those that are done, the present one, those to come. */
final class StageBar {
  private StageBar() {}

  static void write(Html html, Rollout rollout) {
    List<Integer> stages = rollout.policy().stages();
    html.markup("<div class=\"stages\" role=\"img\" aria-label=\"stages of the rollout\">");
    for (int i = 0; i < stages.size(); i++) {
      html.element("div", cssClass(rollout, i), stages.get(i) + " %");
    }
    html.markup("</div>");
  }

  private static String cssClass(Rollout rollout, int index) {
    if (index > rollout.stageIndex()) {
      return "todo";
    }
    if (index < rollout.stageIndex() || rollout.state() == RolloutState.COMPLETED) {
      return "done";
    }
    return rollout.state() == RolloutState.ROLLED_BACK ? "stop" : "now";
  }
}
