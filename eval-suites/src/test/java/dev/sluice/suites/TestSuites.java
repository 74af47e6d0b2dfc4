package dev.sluice.suites;

import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.grading.Grader;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Small suites for tests. */
public final class TestSuites {

  private TestSuites() {}

  /** Items {@code item-0} to {@code item-(n-1)}, asking {@code question i}, expecting it back. */
  public static Suite echo(int items, OptionalInt sample) {
    return suite(
        new ExactGrader(),
        sample,
        IntStream.range(0, items)
            .mapToObj(i -> new Item("item-" + i, "question " + i, "question " + i))
            .toList());
  }

  public static Suite suite(Grader grader, OptionalInt sample, List<Item> items) {
    return new Suite(
        new SuiteInfo("echo", new SemanticVersion("1.0.0"), "Says it again.", "Apache-2.0"),
        new Generation(new PromptTemplate("say: {{input}}\n"), List.of("\n"), 8),
        grader,
        List.of(),
        sample,
        items,
        List.of(
            new ControlItem("control-a", ControlItem.Kind.MUST_PASS, "a", "a"),
            new ControlItem("control-b", ControlItem.Kind.MUST_PASS, "b", "b"),
            new ControlItem("control-wrong", ControlItem.Kind.MUST_FAIL, "a", "b")));
  }
}
