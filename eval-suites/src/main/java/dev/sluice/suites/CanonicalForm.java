package dev.sluice.suites;

import dev.sluice.suites.grading.Gate;
import java.util.List;

/**
 * The text that a suite's digest is taken over.
 *
 * <p>A sequence of fields in a fixed order, each written as its length in UTF-16 units, a colon,
 * the text itself and a newline; a list starts with a field that holds its size. Lengths make the
 * form unambiguous whatever the texts contain. The first field names this form: another form,
 * another name. What was added to suites later follows at the end under a name of its own, and only
 * where a suite has it: older suites keep their digests.
 */
final class CanonicalForm {

  private static final String FORM = "sluice-suite-1";
  private static final String WHOLE_SUITE = "all";

  private final StringBuilder text = new StringBuilder();

  private CanonicalForm() {}

  static String of(Suite suite) {
    CanonicalForm form = new CanonicalForm();
    form.field(FORM).field(suite.id()).field(suite.version().text());
    form.field(suite.generation().template().text()).list(suite.generation().stop());
    form.field(String.valueOf(suite.generation().maxTokens()));
    form.field(suite.grader().type()).list(suite.grader().parameters());
    form.field(
        suite.sample().isPresent() ? String.valueOf(suite.sample().getAsInt()) : WHOLE_SUITE);
    form.questions(suite.items());
    form.field(String.valueOf(suite.controls().size()));
    for (ControlItem control : suite.controls()) {
      form.field(control.kind().name()).question(control);
    }
    form.gates(suite.gates());
    return form.text.toString();
  }

  private CanonicalForm field(String value) {
    text.append(value.length()).append(':').append(value).append('\n');
    return this;
  }

  private void list(List<String> values) {
    field(String.valueOf(values.size()));
    values.forEach(this::field);
  }

  private void gates(List<Gate> gates) {
    if (gates.isEmpty()) {
      return;
    }
    field("gates").field(String.valueOf(gates.size()));
    for (Gate gate : gates) {
      field(gate.type()).list(gate.parameters());
    }
  }

  private void questions(List<Item> items) {
    field(String.valueOf(items.size()));
    items.forEach(this::question);
  }

  private void question(Question question) {
    field(question.id()).field(question.input()).field(question.expected());
  }
}
