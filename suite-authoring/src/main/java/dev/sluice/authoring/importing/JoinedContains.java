package dev.sluice.authoring.importing;

import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Demands of one test that several texts occur, as one: an item has one grader, and {@code
 * contains-all} is that of all of them.
 */
final class JoinedContains {

  private JoinedContains() {}

  /** The assertions of a test; those for texts of one kind of case are one. */
  static List<PromptfooAssertion> joined(List<PromptfooAssertion> assertions) {
    List<PromptfooAssertion> joined = assertions;
    for (boolean ignoreCase : List.of(false, true)) {
      joined = joined(joined, Marking.contains(Demand.ALL, ignoreCase));
    }
    return joined;
  }

  /** The same demand in the form that several texts have; others as they are. */
  static PromptfooAssertion widened(PromptfooAssertion assertion, Marking all) {
    return demandsSome(assertion, all)
        ? new PromptfooAssertion(all, assertion.expected())
        : assertion;
  }

  private static List<PromptfooAssertion> joined(List<PromptfooAssertion> assertions, Marking all) {
    List<PromptfooAssertion> fitting =
        assertions.stream().filter(assertion -> demandsSome(assertion, all)).toList();
    if (fitting.size() < 2) {
      return assertions;
    }
    Set<String> texts = new LinkedHashSet<>();
    fitting.forEach(assertion -> texts.addAll(assertion.expected()));
    List<PromptfooAssertion> joined =
        new ArrayList<>(
            assertions.stream().filter(assertion -> !demandsSome(assertion, all)).toList());
    joined.add(assertions.indexOf(fitting.get(0)), new PromptfooAssertion(all, List.copyOf(texts)));
    return joined;
  }

  /** Whether it demands that one text occurs, or all of several, each on one line. */
  private static boolean demandsSome(PromptfooAssertion assertion, Marking all) {
    return assertion.marking().grader() instanceof ContainsGrader contains
        && all.grader() instanceof ContainsGrader wanted
        && contains.demand() != Demand.ANY
        && contains.ignoreCase() == wanted.ignoreCase()
        && assertion.expected().stream().allMatch(text -> text.lines().count() == 1);
  }
}
