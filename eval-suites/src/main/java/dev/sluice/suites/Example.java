package dev.sluice.suites;

/**
 * A question and its right answer, shown to the model before it is asked.
 *
 * @param input 1 to 16,000 characters
 * @param expected what the model ought to say, word for word, 1 to 4,000 characters
 */
public record Example(String input, String expected) {

  public Example {
    Bounds.text("input", input, Bounds.MAX_INPUT_CHARS);
    Bounds.text("expected", expected, Bounds.MAX_EXPECTED_CHARS);
  }
}
