package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All checks on a suite. */
public final class SuiteLint {

  private SuiteLint() {}

  /** What the checks found, errors first. */
  public static List<Finding> check(Suite suite) {
    return Stream.<Function<Suite, List<Finding>>>of(
            Repetition::check,
            Leakage::check,
            Reachability::check,
            Selectivity::check,
            ControlStrength::check,
            BlindAnswers::check,
            UnusedLabels::check,
            StatedCost::check,
            Licence::check)
        .flatMap(check -> check.apply(suite).stream())
        .sorted((one, other) -> one.severity().compareTo(other.severity()))
        .toList();
  }
}
