package dev.sluice.probe.engine;

import java.nio.file.Path;

/** Something that can run a model from a file. */
public interface Engine {

  /**
   * Loads a model and waits until it can answer. What a file, a device or a native library may do
   * wrong is a {@link Opening.Refused}, not an exception.
   */
  Opening open(Path modelFile, EngineSettings settings);
}
