package dev.sluice.authoring.lint;

import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Example;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Items whose answer the model is shown: among the examples, in the template, or asked as a control
 * as well. Inputs of fewer than eight characters occur by chance and are not looked for in a text.
 */
final class Leakage {

  private static final int TELLING_CHARS = 8;

  private Leakage() {}

  static List<Finding> check(Suite suite) {
    List<Finding> findings = new ArrayList<>();
    checkTemplate(suite, findings);
    checkExamples(suite, findings);
    checkControls(suite, findings);
    return findings;
  }

  private static void checkTemplate(Suite suite, List<Finding> findings) {
    Generation generation = suite.generation();
    String system = generation.chat().flatMap(ChatFrame::system).orElse("");
    String template = SameText.of(system + "\n" + generation.template().text());
    for (Item item : suite.items()) {
      String input = SameText.of(item.input());
      if (input.length() >= TELLING_CHARS && template.contains(input)) {
        findings.add(Finding.error("leakage", item.id(), "its input stands in the template"));
      }
    }
  }

  /** An example that is nearly an item gives its answer away, or teaches another one. */
  private static void checkExamples(Suite suite, List<Finding> findings) {
    List<Example> examples = suite.generation().fewShot().examples();
    NearText near = new NearText();
    examples.forEach(example -> near.add(example.input()));
    for (Question question : questions(suite)) {
      int example = near.find(question.input());
      if (example >= 0) {
        boolean same =
            SameText.of(examples.get(example).input()).equals(SameText.of(question.input()));
        findings.add(shown(question, example + 1, same));
      }
    }
  }

  private static Finding shown(Question question, int example, boolean same) {
    return same && question instanceof Item
        ? Finding.error("leakage", question.id(), "is example " + example + " of fewShot")
        : Finding.warning(
            "leakage",
            question.id(),
            (same ? "is" : "is nearly") + " example " + example + " of fewShot");
  }

  private static List<Question> questions(Suite suite) {
    List<Question> questions = new ArrayList<>(suite.items());
    questions.addAll(suite.controls());
    return questions;
  }

  private static void checkControls(Suite suite, List<Finding> findings) {
    Set<String> controls =
        suite.controls().stream()
            .map(ControlItem::input)
            .map(SameText::of)
            .collect(Collectors.toSet());
    for (Item item : suite.items()) {
      if (controls.contains(SameText.of(item.input()))) {
        findings.add(Finding.warning("leakage", item.id(), "is asked as a control as well"));
      }
    }
  }
}
