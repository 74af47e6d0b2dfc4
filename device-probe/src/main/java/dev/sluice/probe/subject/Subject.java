package dev.sluice.probe.subject;

import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.gguf.ModelIdentity;
import java.util.Objects;

/**
 * A model to look at.
 *
 * @param label what the user called it: a file or an address
 * @param engine bound to that model
 */
public record Subject(String label, ModelIdentity identity, Engine engine) {
  public Subject {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(engine, "engine");
  }
}
