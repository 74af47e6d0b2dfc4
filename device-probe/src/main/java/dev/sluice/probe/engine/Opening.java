package dev.sluice.probe.engine;

import java.util.Objects;

/** What came of opening a model. */
public sealed interface Opening {

  /** The model is loaded; whoever opened it closes the session. */
  record Opened(ModelSession session) implements Opening {
    public Opened {
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * The model cannot be run here.
   *
   * @param reason one line for a person
   */
  record Refused(Kind kind, String reason) implements Opening {

    /** Whose fault it is. */
    public enum Kind {
      /** The file is no usable model. */
      MODEL_FILE,
      /** The engine cannot run this model, or not with these settings. */
      NOT_SUPPORTED,
      /** The device lacks the memory. */
      OUT_OF_MEMORY,
      /** Loading took longer than allowed. */
      TIMEOUT,
      /** Whoever has the model works for others; later it may be had. */
      BUSY,
      /** The engine itself broke down or could not be started. */
      ENGINE_FAILURE
    }

    public Refused {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
