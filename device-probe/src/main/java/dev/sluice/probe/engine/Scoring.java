package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What came of a {@link ScoringRequest}. */
public sealed interface Scoring {

  /**
   * All texts were weighed.
   *
   * @param likelihoods one a continuation, in order
   * @param total time for all of them together
   */
  record Scored(List<LogLikelihood> likelihoods, Duration total) implements Scoring {
    public Scored {
      likelihoods = List.copyOf(likelihoods);
      Objects.requireNonNull(total, "total");
    }
  }

  /**
   * What came back is no likelihood: the harness's fault, and never an answer.
   *
   * @param reason one line for a person
   */
  record Unsound(String reason) implements Scoring {
    public Unsound {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * They were not.
   *
   * @param failure why; never an answer
   */
  record NotScored(Generation failure) implements Scoring {
    public NotScored {
      if (failure instanceof Generation.Completed) {
        throw new IllegalArgumentException("an answer is no failure");
      }
    }
  }
}
