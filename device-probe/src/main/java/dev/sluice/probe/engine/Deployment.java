package dev.sluice.probe.engine;

import java.util.Locale;

/**
 * Where the model runs, seen from its user. The two are never compared or added up: an edge server
 * has another processor, serves others at the same time and is reached over a network.
 */
public enum Deployment {
  /** On the user's own device, in whatever process. */
  DEVICE,
  /** On another machine close by that several devices share. */
  EDGE;

  /** The name in JSON and on the command line, such as {@code edge}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
