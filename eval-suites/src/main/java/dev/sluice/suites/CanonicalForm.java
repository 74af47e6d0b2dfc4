package dev.sluice.suites;

import dev.sluice.suites.grading.Gate;
import java.util.List;
import java.util.Optional;

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
    form.chat(suite.generation().chat());
    form.fewShot(suite.generation().fewShot());
    form.repeats(suite.repeats());
    form.choices(suite);
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

  private void chat(Optional<ChatFrame> chat) {
    chat.ifPresent(
        frame -> {
          field("chat").field(frame.fallback().name());
          list(frame.system().stream().toList());
        });
  }

  private void fewShot(FewShot fewShot) {
    if (fewShot.examples().isEmpty()) {
      return;
    }
    field("few-shot").field(fewShot.separator()).field(String.valueOf(fewShot.examples().size()));
    for (Example example : fewShot.examples()) {
      field(example.input()).field(example.expected());
    }
  }

  private void repeats(Optional<Repeats> repeats) {
    repeats.ifPresent(
        rule ->
            field("repeats")
                .field(String.valueOf(rule.count()))
                .field(String.valueOf(rule.temperature()))
                .field(String.valueOf(rule.atLeast())));
  }

  /** A list for each question, items first, in the order in which they were written above. */
  private void choices(Suite suite) {
    if (suite.items().stream().allMatch(item -> item.choices().isEmpty())) {
      return;
    }
    field("choices");
    suite.items().forEach(item -> list(item.choices()));
    suite.controls().forEach(control -> list(control.choices()));
  }

  private void questions(List<Item> items) {
    field(String.valueOf(items.size()));
    items.forEach(this::question);
  }

  private void question(Question question) {
    field(question.id()).field(question.input()).field(question.expected());
  }
}
