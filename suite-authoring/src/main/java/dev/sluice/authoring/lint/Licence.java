package dev.sluice.authoring.lint;

import dev.sluice.suites.Suite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a suite says under what it may be passed on: an SPDX expression (SPDX 2.3, annex D) of
 * listed licences, or {@code LicenseRef-} and a name of one's own.
 */
final class Licence {

  private static final Pattern OWN =
      Pattern.compile("(DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+");
  private static final Pattern EXCEPTION = Pattern.compile("[A-Za-z0-9.-]+");
  private static final Pattern AROUND_PARENTHESES = Pattern.compile("(?=[()])|(?<=[()])|\\s+");

  private Licence() {}

  static List<Finding> check(Suite suite) {
    String licence = suite.info().licence().strip();
    if (licence.equalsIgnoreCase("NOASSERTION") || licence.equalsIgnoreCase("NONE")) {
      return List.of(
          Finding.warning(
              "licence",
              "",
              licence + " says nothing: without a licence nobody may use the items"));
    }
    return objectionTo(licence)
        .map(objection -> List.of(Finding.warning("licence", "", objection)))
        .orElse(List.of());
  }

  /** Empty for an expression that a reader can look up. */
  private static Optional<String> objectionTo(String licence) {
    Expression expression = new Expression(licence);
    if (!expression.parses()) {
      return Optional.of("'" + licence + "' is no SPDX expression such as 'MIT OR Apache-2.0'");
    }
    return expression.unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s is not in the SPDX list; LicenseRef-%1$s names a licence of your own"
                .formatted(expression.unknown.get(0)));
  }

  /** One reading of an expression, by recursive descent; {@code WITH} binds before the others. */
  private static final class Expression {
    private final List<String> tokens;
    private final List<String> unknown = new ArrayList<>();
    private int next;

    Expression(String licence) {
      tokens =
          Arrays.stream(AROUND_PARENTHESES.split(licence, -1))
              .filter(token -> !token.isBlank())
              .toList();
    }

    boolean parses() {
      return alternatives() && next == tokens.size();
    }

    private boolean alternatives() {
      boolean sound = term();
      while (sound && (takes("AND") || takes("OR"))) {
        sound = term();
      }
      return sound;
    }

    private boolean term() {
      if (takes("(")) {
        return alternatives() && takes(")");
      }
      if (next == tokens.size() || isOperator(tokens.get(next))) {
        return false;
      }
      String id = tokens.get(next++);
      if (!OWN.matcher(id).matches() && !SpdxIds.contains(id.replaceFirst("\\+$", ""))) {
        unknown.add(id);
      }
      return !takes("WITH") || exception();
    }

    private boolean exception() {
      return next < tokens.size()
          && !isOperator(tokens.get(next))
          && EXCEPTION.matcher(tokens.get(next++)).matches();
    }

    private boolean takes(String token) {
      boolean there =
          next < tokens.size() && tokens.get(next).toUpperCase(Locale.ROOT).equals(token);
      next += there ? 1 : 0;
      return there;
    }

    private static boolean isOperator(String token) {
      return List.of("AND", "OR", "WITH", "(", ")").contains(token.toUpperCase(Locale.ROOT));
    }
  }
}
