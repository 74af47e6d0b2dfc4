package dev.sluice.suites.yaml;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.grading.Grader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads items and controls. What {@link dev.sluice.suites.Suite} demands of them together is
 * checked here already, one by one, so that the message can name the line.
 */
final class QuestionsReader {

  private static final Set<String> ITEM_KEYS = Set.of("id", "input", "expected", "choices", "tags");
  private static final Set<String> CONTROL_KEYS =
      Set.of("id", "kind", "input", "expected", "choices");

  private final String sourceName;
  private final Grader grader;
  private final Set<String> ids = new HashSet<>();
  private final Set<String> itemInputs = new HashSet<>();

  QuestionsReader(String sourceName, Grader grader) {
    this.sourceName = sourceName;
    this.grader = grader;
  }

  List<Item> items(List<Node> nodes) throws SuiteFormatException {
    List<Item> items = new ArrayList<>();
    for (Node node : nodes) {
      Fields fields = Fields.of(node, "an item", ITEM_KEYS, sourceName);
      Item item = item(fields);
      requireSound(item, fields);
      if (!itemInputs.add(item.input())) {
        throw fields.wrong("input", "input of " + item.id() + " is that of an earlier item");
      }
      items.add(item);
    }
    return items;
  }

  List<ControlItem> controls(List<Node> nodes) throws SuiteFormatException {
    List<ControlItem> controls = new ArrayList<>();
    for (Node node : nodes) {
      Fields fields = Fields.of(node, "a control", CONTROL_KEYS, sourceName);
      ControlItem control = control(fields);
      requireSound(control, fields);
      controls.add(control);
    }
    return controls;
  }

  private Item item(Fields fields) throws SuiteFormatException {
    String id = fields.text("id");
    String input = fields.text("input");
    String expected = expected(fields);
    List<String> choices = fields.optionalTexts("choices");
    List<String> tags = fields.optionalTexts("tags");
    return fields.build(() -> new Item(id, input, expected, choices, tags));
  }

  private ControlItem control(Fields fields) throws SuiteFormatException {
    String id = fields.text("id");
    ControlItem.Kind kind = kind(fields);
    String input = fields.text("input");
    String expected = expected(fields);
    List<String> choices = fields.optionalTexts("choices");
    return fields.build(() -> new ControlItem(id, kind, input, expected, choices));
  }

  private String expected(Fields fields) throws SuiteFormatException {
    return grader.expectsSeveral() ? fields.lines("expected") : fields.text("expected");
  }

  private static ControlItem.Kind kind(Fields fields) throws SuiteFormatException {
    return switch (fields.text("kind")) {
      case "must-pass" -> ControlItem.Kind.MUST_PASS;
      case "must-fail" -> ControlItem.Kind.MUST_FAIL;
      default -> throw fields.wrong("kind", "kind must be must-pass or must-fail");
    };
  }

  private void requireChoices(Question question, Fields fields) throws SuiteFormatException {
    if (grader.needsChoices() && !fields.has("choices")) {
      throw fields.wrong("id", "choices of " + question.id() + " are missing");
    }
    if (question.choices().isEmpty() == grader.needsChoices()
        || (fields.has("choices") && !grader.needsChoices())) {
      throw fields.wrong(
          "choices", "choices must not be empty, and are for the grader choice only");
    }
  }

  private void requireSound(Question question, Fields fields) throws SuiteFormatException {
    if (!ids.add(question.id())) {
      throw fields.wrong("id", "id '" + question.id() + "' occurs twice");
    }
    requireChoices(question, fields);
    Optional<String> objection = grader.objectionTo(question.expected());
    if (objection.isPresent()) {
      throw fields.wrong("expected", "expected of " + question.id() + " " + objection.get());
    }
  }
}
