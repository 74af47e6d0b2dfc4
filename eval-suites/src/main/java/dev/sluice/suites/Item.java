package dev.sluice.suites;

/**
 * One scored question.
 *
 * @param id lower case, at most 64 characters
 * @param input 1 to 16,000 characters
 * @param expected the right answer, 1 to 4,000 characters, never blank
 */
public record Item(String id, String input, String expected) implements Question {

  public Item {
    Bounds.id(id);
    Bounds.text("input", input, Bounds.MAX_INPUT_CHARS);
    Bounds.text("expected", expected, Bounds.MAX_EXPECTED_CHARS);
  }
}
