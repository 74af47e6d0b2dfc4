package dev.sluice.suites;

import java.util.List;

/**
 * How an answer is asked for. Decoding is always greedy, so there is nothing else to set.
 *
 * @param template the prompt around each input
 * @param stop strings that end the answer and are not part of it; none when the model's own
 *     end-of-text token is enough; at most 8 of at most 64 characters
 * @param maxTokens the answer is cut after this many tokens, 1 to 4096
 */
public record Generation(PromptTemplate template, List<String> stop, int maxTokens) {

  public Generation {
    stop = Bounds.sized("stop", stop, 0, Bounds.MAX_STOP_STRINGS);
    for (String end : stop) {
      if (end.isEmpty() || end.length() > Bounds.MAX_STOP_CHARS) {
        throw new IllegalArgumentException(
            "stop strings must have 1 to " + Bounds.MAX_STOP_CHARS + " characters each");
      }
    }
    Bounds.range("maxTokens", maxTokens, 1, Bounds.MAX_ANSWER_TOKENS);
  }
}
