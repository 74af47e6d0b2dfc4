package dev.sluice.gate.planning;

import java.util.List;
import java.util.Map;

/**
 * What a rollout of a harmless candidate will take.
 *
 * @param stages one entry a promotion; those after one that never comes have no day either
 * @param decides whether the last promotion comes before the horizon
 * @param fittingWeights of the required metrics, the weights of the draw (parts of 100) with which
 *     all of them would be decided at the same time
 */
public record Plan(List<StagePlan> stages, boolean decides, Map<String, Long> fittingWeights) {

  public Plan {
    stages = List.copyOf(stages);
    fittingWeights = Map.copyOf(fittingWeights);
  }
}
