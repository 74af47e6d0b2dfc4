package dev.sluice.suites;

import java.util.List;

/**
 * Examples before every question. In raw text each is rendered by the suite's template and followed
 * by its answer and the separator; in a chat each is a turn of the user and one of the assistant.
 *
 * @param examples at most 32, in this order
 * @param separator between an answer and what follows it, 1 to 64 characters; unused in a chat
 */
public record FewShot(List<Example> examples, String separator) {

  /** A blank line. */
  public static final String DEFAULT_SEPARATOR = "\n\n";

  public FewShot {
    examples = Bounds.sized("fewShot", examples, 0, Bounds.MAX_EXAMPLES);
    if (separator.isEmpty() || separator.length() > Bounds.MAX_STOP_CHARS) {
      throw new IllegalArgumentException(
          "fewShotSeparator must have 1 to " + Bounds.MAX_STOP_CHARS + " characters");
    }
  }

  /** No example. */
  public static FewShot none() {
    return new FewShot(List.of(), DEFAULT_SEPARATOR);
  }
}
