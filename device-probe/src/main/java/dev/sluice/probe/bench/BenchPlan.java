package dev.sluice.probe.bench;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.suites.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every round does.
 *
 * @param suites as on the command line of {@code probe eval}
 * @param items how many items are asked in one pass, at least one a suite; spread evenly
 * @param settings with a stated context, so that both sides allocate the same
 */
record BenchPlan(Path model, String suites, int items, EngineSettings settings) {

  /** The first items of each suite. */
  static List<SuitePlan> plans(List<Suite> suites, int items) {
    List<SuitePlan> plans = new ArrayList<>();
    int left = items;
    for (int i = 0; i < suites.size() && left > 0; i++) {
      int share = Math.max(1, left / (suites.size() - i));
      plans.add(SuitePlan.first(suites.get(i), share));
      left -= plans.get(i).items().size();
    }
    return plans;
  }

  List<SuitePlan> plans() {
    return plans(((SuiteChoice.Chosen) SuiteChoice.parse(suites)).suites(), items);
  }
}
