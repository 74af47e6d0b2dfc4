package dev.sluice.suites.grading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Passes a number that is near the expected one: off by at most the absolute tolerance, or by at
 * most the relative one times the expected value's size, whichever allows more. Computed in
 * decimal, so 0.3 is within 0.1 of 0.2.
 *
 * @param absolute 0 or greater
 * @param relative 0 or greater; 0.05 is five per cent of the expected value
 * @param source which number of the output counts
 */
public record NumericGrader(BigDecimal absolute, BigDecimal relative, Source source)
    implements Grader {

  /** Where in an output the number is looked for. */
  public enum Source {
    /** The output is the number and nothing else but white space around it. */
    WHOLE,
    /** The last number in the output: the result after some reasoning. */
    LAST
  }

  public NumericGrader {
    absolute = tolerance("absolute", absolute);
    relative = tolerance("relative", relative);
  }

  @Override
  public Grade grade(String output, String expected) {
    if (Answers.blank(output)) {
      return Answers.empty();
    }
    Optional<BigDecimal> actual =
        source == Source.WHOLE ? DecimalText.whole(output) : DecimalText.last(output);
    if (actual.isEmpty()) {
      return Grade.formatError(Answers.quoted(output) + " is not a number, or holds none");
    }
    return Answers.compared(near(actual.get(), wanted(expected)), output, expected);
  }

  @Override
  public Optional<String> objectionTo(String expected) {
    return DecimalText.whole(expected).isPresent()
        ? Optional.empty()
        : Optional.of("is " + Answers.quoted(expected) + ", which is not a number");
  }

  @Override
  public String type() {
    return "numeric";
  }

  @Override
  public List<String> parameters() {
    return List.of(absolute.toPlainString(), relative.toPlainString(), source.name());
  }

  private boolean near(BigDecimal actual, BigDecimal wanted) {
    BigDecimal allowed = absolute.max(relative.multiply(wanted.abs()));
    return actual.subtract(wanted).abs().compareTo(allowed) <= 0;
  }

  private static BigDecimal wanted(String expected) {
    return DecimalText.whole(expected)
        .orElseThrow(() -> new IllegalArgumentException("expected must be a number"));
  }

  private static BigDecimal tolerance(String name, BigDecimal value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(name + " must be 0 or greater, but is " + value);
    }
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }
}
