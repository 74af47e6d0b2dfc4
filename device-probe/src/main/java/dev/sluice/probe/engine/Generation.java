package dev.sluice.probe.engine;

import java.time.Duration;
import java.util.Objects;

/** What came of one request. */
public sealed interface Generation {

  /** The model answered; the text may be empty. */
  record Completed(String text, GenerationTimings timings) implements Generation {
    public Completed {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(timings, "timings");
    }
  }

  /** The engine will not run this request, and nothing was computed. */
  record Refused(String reason) implements Generation {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * What came back is not what the engine was told to give, and had been seen to give: the
   * harness's fault, and never an answer.
   *
   * @param reason one line for a person
   */
  record Unsound(String reason) implements Generation {
    public Unsound {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * No whole answer within the limit.
   *
   * @param engineHung whether the engine had to be killed because it did not stop by itself
   */
  record TimedOut(Duration limit, boolean engineHung) implements Generation {
    public TimedOut {
      Objects.requireNonNull(limit, "limit");
    }
  }

  /** The engine died, or broke off without an answer. */
  record Crashed(String reason) implements Generation {
    public Crashed {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The engine died, or gave up, for want of memory. */
  record OutOfMemory(String reason) implements Generation {
    public OutOfMemory {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Whether the session cannot be used any more. */
  default boolean endsSession() {
    return this instanceof Crashed
        || this instanceof OutOfMemory
        || (this instanceof TimedOut timedOut && timedOut.engineHung());
  }
}
