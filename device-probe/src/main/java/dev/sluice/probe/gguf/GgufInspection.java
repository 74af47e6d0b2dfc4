package dev.sluice.probe.gguf;

import java.util.Objects;

/** What reading a model file's header came to. */
public sealed interface GgufInspection {

  /** The header is sound and the file is long enough for every tensor that it announces. */
  record Sound(GgufModel model) implements GgufInspection {
    public Sound {
      Objects.requireNonNull(model, "model");
    }
  }

  /**
   * The file cannot be used.
   *
   * @param message one line for a person, without the path
   */
  record Unusable(GgufFault fault, String message) implements GgufInspection {
    public Unusable {
      Objects.requireNonNull(fault, "fault");
      Objects.requireNonNull(message, "message");
    }
  }
}
