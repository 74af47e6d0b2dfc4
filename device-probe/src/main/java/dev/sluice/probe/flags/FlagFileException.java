package dev.sluice.probe.flags;

/** A flag file, or a flag in it, cannot be followed. */
public final class FlagFileException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 200;

  FlagFileException(String message) {
    super(oneLine(message));
  }

  /** What a server sent may be quoted in it: printable, and not much of it. */
  private static String oneLine(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.substring(0, Math.min(LONGEST, line.length()));
  }
}
