package dev.sluice.probe.run;

import dev.sluice.probe.engine.Opening;
import java.util.Objects;

/** What came of an attempt to evaluate a model. */
public sealed interface Evaluation {

  /** The model was loaded and asked; its answers, good or bad, are in the result. */
  record Completed(RunResult result) implements Evaluation {
    public Completed {
      Objects.requireNonNull(result, "result");
    }
  }

  /** The model could not be loaded at all. */
  record NotOpened(Opening.Refused refusal) implements Evaluation {
    public NotOpened {
      Objects.requireNonNull(refusal, "refusal");
    }
  }

  /**
   * The run had to stop before its end. It says nothing about the model, and is neither a failure
   * nor a result: a later part goes on where this one stopped.
   */
  record PutOff() implements Evaluation {}
}
