package dev.sluice.authoring.template;

/**
 * A word of an expression.
 *
 * @param text as it is written; of a text in quotation marks, what it stands for
 */
record Token(Kind kind, String text) {

  /** What a word is. */
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN
  }

  boolean is(String sign) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && text.equals(sign);
  }
}
