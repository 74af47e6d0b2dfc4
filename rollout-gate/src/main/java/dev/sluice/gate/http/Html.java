package dev.sluice.gate.http;

/** Builds a page; all text that goes through {@link #text} is escaped. */
final class Html {
  private final StringBuilder page = new StringBuilder(16_384);

  /** Markup that this program wrote. */
  Html markup(String markup) {
    page.append(markup);
    return this;
  }

  /** Text, wherever it came from. */
  Html text(String text) {
    page.append(escape(text));
    return this;
  }

  /** An element that holds text. */
  Html element(String name, String cssClass, String text) {
    return markup("<" + name + " class=\"" + cssClass + "\">").text(text).markup("</" + name + ">");
  }

  /** Safe in text and in quoted attributes. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
