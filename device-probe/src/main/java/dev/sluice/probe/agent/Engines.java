package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Engine;
import java.nio.file.Path;

/** What runs the models of this device. */
@FunctionalInterface
public interface Engines {

  /** An engine that is bound to a file; nothing is opened. */
  Engine of(Path modelFile);
}
