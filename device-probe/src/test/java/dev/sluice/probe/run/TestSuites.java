package dev.sluice.probe.run;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Item;
import dev.sluice.suites.PromptTemplate;
import dev.sluice.suites.SemanticVersion;
import dev.sluice.suites.Suite;
import dev.sluice.suites.SuiteInfo;
import dev.sluice.suites.grading.ExactGrader;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A suite that asks for the input itself: {@code say x} wants {@code x}. */
public final class TestSuites {
  private TestSuites() {}

  public static Suite echo(int items) {
    return new Suite(
        new SuiteInfo("echo", new SemanticVersion("1.0.0"), "Says things back.", "Apache-2.0"),
        new Generation(new PromptTemplate("say {{input}}"), List.of("\n"), 8),
        new ExactGrader(),
        List.of(),
        OptionalInt.empty(),
        IntStream.range(0, items).mapToObj(i -> new Item("item-" + i, "i" + i, "i" + i)).toList(),
        List.of(
            new ControlItem("control-a", ControlItem.Kind.MUST_PASS, "a", "a"),
            new ControlItem("control-b", ControlItem.Kind.MUST_PASS, "b", "b")));
  }

  /** The right answer to a prompt of that suite. */
  public static String rightAnswer(String prompt) {
    return prompt.substring("say ".length());
  }
}
