package dev.sluice.probe.openai;

/** What a server says about itself, as one printable line of bounded length. */
final class OneLine {
  private static final int MAX_CHARACTERS = 200;

  private OneLine() {}

  static String of(String text) {
    String beginning = text.substring(0, Math.min(4 * MAX_CHARACTERS, text.length()));
    String line = beginning.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= MAX_CHARACTERS ? line : line.substring(0, MAX_CHARACTERS) + "...";
  }
}
