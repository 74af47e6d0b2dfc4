package dev.sluice.probe.daemon;

/** The daemon's file cannot be followed; the message names the file and the place. */
final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
