package dev.sluice.probe.release;

/** Foreign text in messages: short, on one line, and harmless to a terminal. */
final class Quoted {
  private static final int LONGEST = 60;
  private static final int LONGEST_LINE = 200;

  private Quoted() {}

  /** In quotation marks. */
  static String value(String text) {
    return "'" + cut(text, LONGEST) + "'";
  }

  /** A whole message of somebody else's. */
  static String line(String text) {
    return cut(text, LONGEST_LINE);
  }

  private static String cut(String text, int longest) {
    String printable = text.replaceAll("[^\\x20-\\x7e]+", "?");
    return printable.length() <= longest ? printable : printable.substring(0, longest) + "...";
  }
}
