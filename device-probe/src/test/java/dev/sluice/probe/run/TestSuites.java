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

/** Small suites for runs on engines that are not real. */
public final class TestSuites {
  /** A suite in YAML that has a word picked by likelihood: {@code pick x} wants {@code x}. */
  public static final String PICK =
      """
      id: pick
      version: 1.0.0
      description: Picks the word that was said.
      licence: Apache-2.0
      template: 'pick {{input}}'
      maxTokens: 8
      grader: {type: choice, scoring: likelihood}
      items:
        - {id: one, input: 'no', expected: 'no', choices: ['no', 'certainly']}
        - {id: two, input: 'certainly', expected: 'certainly', choices: ['no', 'certainly']}
      controls:
        - {id: good, kind: must-pass, input: 'up', expected: 'up', choices: [up, down]}
        - {id: bad, kind: must-pass, input: 'down', expected: 'down', choices: [up, down]}
      """;

  private TestSuites() {}

  /** One that asks for the input itself: {@code say x} wants {@code x}. */
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

  /** The right answer to a prompt of the suite that echoes. */
  public static String rightAnswer(String prompt) {
    return prompt.substring("say ".length());
  }
}
