package dev.sluice.authoring.importing;

/** Texts without the byte order mark that Excel and Notepad put before UTF-8. */
final class Unmarked {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Unmarked() {}

  static String text(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }
}
