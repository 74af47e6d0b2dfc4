package dev.sluice.probe.daemon;

/** The daemon's file cannot be followed; the message is one line, and names file and place. */
final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 600;

  ConfigException(String message) {
    super(oneLine(message));
  }

  /** Values of the file are in it, and may hold anything. */
  private static String oneLine(String message) {
    String line = message.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
