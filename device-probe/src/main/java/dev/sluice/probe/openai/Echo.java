package dev.sluice.probe.openai;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** What came of having a text echoed with the log-probabilities of its tokens. */
sealed interface Echo {

  /**
   * The text came back.
   *
   * @param tokens of the text, as the server writes them; which strings they are does not matter,
   *     as long as the same beginning of two texts has the same ones
   * @param logProbabilities one a token, at most 0; only the first may be absent
   * @param unlisted tokens before them that the server counts and does not tell, such as the mark
   *     of a text's beginning; 0 or 1
   */
  record Told(List<String> tokens, List<OptionalDouble> logProbabilities, int unlisted)
      implements Echo {
    public Told {
      tokens = List.copyOf(tokens);
      logProbabilities = List.copyOf(logProbabilities);
      if (tokens.size() != logProbabilities.size()) {
        throw new IllegalArgumentException(
            "there must be one log-probability a token, were %d for %d"
                .formatted(logProbabilities.size(), tokens.size()));
      }
    }
  }

  /** An answer came, and it is not what was asked for; one line for a person. */
  record Unsound(String reason) implements Echo {
    public Unsound {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** No answer came, for a reason that any question may have. */
  record Unanswered(Answer failure) implements Echo {
    public Unanswered {
      if (failure instanceof Answer.Text) {
        throw new IllegalArgumentException("a text is no failure");
      }
    }
  }
}
