package dev.sluice.authoring.template;

import dev.sluice.authoring.template.Piece.Printing;
import dev.sluice.authoring.template.Piece.Statement;
import dev.sluice.authoring.template.Piece.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a template's source apart. A line's end after a statement stays, as in lm-eval; {@code -}
 * beside a brace takes the white space away on its side, and comments are dropped.
 */
final class Pieces {
  private static final int MAX_CHARACTERS = 100_000;

  /** Of all expressions. With the bound on texts, it bounds the work for a document as well. */
  private static final int MOST_WORDS = 1_000;

  private static final Pattern OPEN = Pattern.compile("\\{([{%#])(-?)");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*+(?:(?<close>-?(?:}}|%}))"
              + "|(?<name>[A-Za-z_]\\w*+)"
              + "|(?<number>\\d++(?:\\.\\d++)?)"
              + "|(?<text>'(?:[^'\\\\]++|\\\\.)*+'|\"(?:[^\"\\\\]++|\\\\.)*+\")"
              + "|(?<sign>==|!=|[-+~|.,()\\[\\]]))",
          Pattern.DOTALL);

  private final String source;
  private final List<Piece> pieces = new ArrayList<>();
  private int position;
  private int words;
  private boolean trimNext;

  private Pieces(String source) {
    this.source = source;
  }

  static List<Piece> of(String source) throws TemplateException {
    if (source.length() > MAX_CHARACTERS) {
      throw new TemplateException("more than " + MAX_CHARACTERS + " characters");
    }
    return new Pieces(source).pieces();
  }

  private List<Piece> pieces() throws TemplateException {
    Matcher open = OPEN.matcher(source);
    while (open.find(position)) {
      addWords(source.substring(position, open.start()), !open.group(2).isEmpty());
      position = open.end();
      switch (open.group(1)) {
        case "{" -> pieces.add(new Printing(tokens("}}")));
        case "%" -> pieces.add(new Statement(tokens("%}")));
        default -> skipComment();
      }
    }
    addWords(source.substring(position), false);
    return pieces;
  }

  private void addWords(String text, boolean trimEnd) {
    String begun = trimNext ? text.stripLeading() : text;
    String left = trimEnd ? begun.stripTrailing() : begun;
    if (!left.isEmpty()) {
      pieces.add(new Words(left));
    }
    trimNext = false;
  }

  private void skipComment() throws TemplateException {
    int end = source.indexOf("#}", position);
    if (end < 0) {
      throw new TemplateException("{# is not closed");
    }
    trimNext = source.charAt(end - 1) == '-';
    position = end + 2;
  }

  private List<Token> tokens(String close) throws TemplateException {
    List<Token> tokens = new ArrayList<>();
    Matcher token = TOKEN.matcher(source);
    while (words++ < MOST_WORDS) {
      if (!token.region(position, source.length()).lookingAt()) {
        throw new TemplateException(unreadable());
      }
      position = token.end();
      String closing = token.group("close");
      if (closing == null) {
        tokens.add(token(token));
      } else if (closing.endsWith(close)) {
        trimNext = closing.startsWith("-");
        return tokens;
      } else {
        throw new TemplateException("'" + closing + "' closes what is not open");
      }
    }
    throw new TemplateException("expressions of more than " + MOST_WORDS + " words");
  }

  private String unreadable() {
    String rest = source.substring(position).stripLeading();
    return rest.isEmpty()
        ? "an expression is not closed"
        : "'" + rest.substring(0, rest.offsetByCodePoints(0, 1)) + "' is not taken here";
  }

  private static Token token(Matcher token) {
    String name = token.group("name");
    String number = token.group("number");
    String text = token.group("text");
    if (name != null) {
      return new Token(Token.Kind.NAME, name);
    }
    if (number != null) {
      return new Token(Token.Kind.NUMBER, number);
    }
    return text != null
        ? new Token(Token.Kind.TEXT, unescaped(text.substring(1, text.length() - 1)))
        : new Token(Token.Kind.SIGN, token.group("sign"));
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\(.)", Pattern.DOTALL)
        .matcher(text)
        .replaceAll(escape -> Matcher.quoteReplacement(unescapedSign(escape.group(1))));
  }

  private static String unescapedSign(String sign) {
    return switch (sign) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      case "\\", "'", "\"" -> sign;
      default -> "\\" + sign;
    };
  }
}
