package dev.sluice.suites.grading;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decimal numbers as people and models write them: a sign, thousands between commas ({@code
 * 1,234.5}), a fraction, an exponent of at most two digits. Numbers of more than 40 digits are not
 * read, so that arithmetic with them stays small.
 */
final class DecimalText {

  private static final int MAX_CHARS = 60;
  private static final String NUMBER =
      "([-+\u2212]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?)";
  private static final Pattern WHOLE = Pattern.compile(NUMBER);
  private static final Pattern ANYWHERE = Pattern.compile(NUMBER + "\\b");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{41}");

  private DecimalText() {}

  /** The number that the text is, apart from white space around it. */
  static Optional<BigDecimal> whole(String text) {
    String number = text.strip();
    return WHOLE.matches(number) ? read(number) : Optional.empty();
  }

  /** The last number in the text. */
  static Optional<BigDecimal> last(String text) {
    String last = null;
    Matcher numbers = ANYWHERE.matcher(text);
    while (numbers.find()) {
      last = numbers.group();
    }
    return read(last);
  }

  private static Optional<BigDecimal> read(@Nullable String number) {
    if (number == null || number.length() > MAX_CHARS) {
      return Optional.empty();
    }
    String plain = number.replace(",", "").replace('\u2212', '-');
    return DIGITS.matcher(plain.replace(".", "")).find()
        ? Optional.empty()
        : Optional.of(new BigDecimal(plain));
  }
}
