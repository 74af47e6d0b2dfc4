package dev.sluice.probe.engine;

/**
 * Something that runs one model: it is bound to a file, or to a model that a server has, and to the
 * settings to run it with.
 */
public interface Engine {

  /** What would run the model. The same before every opening; nothing is opened for it. */
  EngineBuild build();

  /**
   * Loads the model and waits until it can answer; may be called again once a session is over. What
   * a file, a device, a native library or a server may do wrong is a {@link Opening.Refused}, not
   * an exception.
   */
  Opening open();
}
