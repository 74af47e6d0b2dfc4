package dev.sluice.authoring.template;

import java.util.List;

/** A piece of a template's source. */
sealed interface Piece {

  /** What stands there as it is. */
  record Words(String text) implements Piece {}

  /** What stands in double braces. */
  record Printing(List<Token> tokens) implements Piece {
    public Printing {
      tokens = List.copyOf(tokens);
    }
  }

  /** What stands between a brace with a percent sign and its counterpart. */
  record Statement(List<Token> tokens) implements Piece {
    public Statement {
      tokens = List.copyOf(tokens);
    }

    /** What it is: {@code if}, {@code else}. */
    String word() {
      return tokens.isEmpty() ? "" : tokens.get(0).text();
    }
  }
}
