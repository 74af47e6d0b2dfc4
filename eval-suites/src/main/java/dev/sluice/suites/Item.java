package dev.sluice.suites;

import java.util.List;

/**
 * One scored question.
 *
 * @param id lower case, at most 64 characters
 * @param input 1 to 16,000 characters
 * @param expected the right answer, 1 to 4,000 characters, never blank
 * @param choices the only possible answers, {@code expected} among them, 2 to 32; empty unless the
 *     suite is multiple choice
 * @param tags what kinds of question it is, at most 8, each once; they do not change its mark
 */
public record Item(
    String id, String input, String expected, List<String> choices, List<String> tags)
    implements Question {

  public Item {
    Bounds.id(id);
    Bounds.text("input", input, Bounds.MAX_INPUT_CHARS);
    Bounds.text("expected", expected, Bounds.MAX_EXPECTED_CHARS);
    choices = Choices.checked(choices, expected);
    tags = Bounds.sized("tags", tags, 0, Bounds.MAX_TAGS);
    tags.forEach(tag -> Bounds.id("tags", tag));
    if (tags.stream().distinct().count() < tags.size()) {
      throw new IllegalArgumentException("tags must differ, but are " + tags);
    }
  }

  /** A question with a free answer. */
  public Item(String id, String input, String expected) {
    this(id, input, expected, List.of(), List.of());
  }
}
