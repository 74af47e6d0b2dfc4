package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import java.util.ArrayList;
import java.util.List;

/** A stated cost that is less than a run can take: devices would plan with too little. */
final class StatedCost {

  private StatedCost() {}

  static List<Finding> check(Suite suite) {
    List<Finding> findings = new ArrayList<>();
    suite
        .cost()
        .ifPresent(
            stated -> {
              RunCost most = RunCost.of(suite);
              addIfLess(findings, "promptTokens", stated.promptTokens(), most.promptTokens());
              addIfLess(findings, "answerTokens", stated.answerTokens(), most.answerTokens());
            });
    return findings;
  }

  private static void addIfLess(List<Finding> findings, String key, int stated, long most) {
    if (stated < most) {
      findings.add(
          Finding.warning(
              "cost", "", "cost says %s %d, a run takes up to %d".formatted(key, stated, most)));
    }
  }
}
