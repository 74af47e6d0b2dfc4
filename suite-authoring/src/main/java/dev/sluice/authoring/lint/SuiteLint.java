package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import java.util.List;
import java.util.stream.Stream;

/** All checks on a suite. */
public final class SuiteLint {

  private SuiteLint() {}

  /** What the checks found, errors first. */
  public static List<Finding> check(Suite suite) {
    return Stream.of(
            Repetition.check(suite),
            Leakage.check(suite),
            Reachability.check(suite),
            Selectivity.check(suite))
        .flatMap(List::stream)
        .sorted((one, other) -> one.severity().compareTo(other.severity()))
        .toList();
  }
}
