package dev.sluice.suites.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.suites.grading.Grade.Mark;
import dev.sluice.suites.grading.NumericGrader.Source;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericGraderTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 18, 18, PASS",
    "0, 0, 18.0, 18, PASS",
    "0, 0, '1,234.50', 1234.5, PASS",
    "0, 0, 1.8e1, 18, PASS",
    "0, 0, \u221218, -18, PASS",
    "0, 0, 18.01, 18, FAIL",
    "0.1, 0, 0.3, 0.2, PASS",
    "0.1, 0, 0.31, 0.2, FAIL",
    "0, 0.05, 105, 100, PASS",
    "0, 0.05, 95, 100, PASS",
    "0, 0.05, 106, 100, FAIL",
    "0, 0.05, -105, -100, PASS",
    "3, 0.01, 103, 100, PASS",
    "0, 0, 9007199254740993, 9007199254740992, FAIL",
    "0, 0, about 18, 18, FORMAT_ERROR",
    "0, 0, '1,2', 12, FORMAT_ERROR",
    "0, 0, NaN, 18, FORMAT_ERROR",
    "0, 0, 1e999999999, 18, FORMAT_ERROR"
  })
  void whole_outputs_areMarkedByTheLargerTolerance(
      BigDecimal absolute, BigDecimal relative, String output, String expected, Mark mark) {
    assertThat(new NumericGrader(absolute, relative, Source.WHOLE).grade(output, expected).mark())
        .isEqualTo(mark);
  }

  @ParameterizedTest
  @CsvSource({
    "'16 - 3 - 4 = 9, so she makes 9 * 2 = $18.', 18, PASS",
    "'#### 1,234', 1234, PASS",
    "'18 eggs, not 17', 18, FAIL",
    "'no idea', 18, FORMAT_ERROR"
  })
  void last_outputs_areMarkedByTheirLastNumber(String output, String expected, Mark mark) {
    NumericGrader grader = new NumericGrader(BigDecimal.ZERO, BigDecimal.ZERO, Source.LAST);

    assertThat(grader.grade(output, expected).mark()).isEqualTo(mark);
  }

  @Property
  void tolerance_isSymmetricAroundTheExpectedValue(
      @ForAll @BigRange(min = "-1000", max = "1000") @Scale(3) BigDecimal expected,
      @ForAll @BigRange(min = "0", max = "10") @Scale(3) BigDecimal off) {
    NumericGrader grader = new NumericGrader(BigDecimal.ONE, BigDecimal.ZERO, Source.WHOLE);
    String above = expected.add(off).toPlainString();
    String below = expected.subtract(off).toPlainString();

    boolean near = off.compareTo(BigDecimal.ONE) <= 0;
    assertThat(grader.grade(above, expected.toPlainString()).passed()).isEqualTo(near);
    assertThat(grader.grade(below, expected.toPlainString()).passed()).isEqualTo(near);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 2", "12345678901234567890123456789012345678901", "1e100"})
  void objectionTo_whatIsNoNumber_isGiven(String expected) {
    assertThat(
            new NumericGrader(BigDecimal.ZERO, BigDecimal.ZERO, Source.LAST).objectionTo(expected))
        .isPresent();
  }

  @Test
  void constructor_toleranceWrittenOtherwise_isTheSameGrader() {
    assertThat(new NumericGrader(new BigDecimal("0.10"), new BigDecimal("0.0"), Source.WHOLE))
        .isEqualTo(new NumericGrader(new BigDecimal("0.1"), BigDecimal.ZERO, Source.WHOLE));
  }

  @Test
  void constructor_negativeTolerance_isRefused() {
    assertThatThrownBy(
            () -> new NumericGrader(BigDecimal.ZERO, new BigDecimal("-0.1"), Source.WHOLE))
        .hasMessageStartingWith("relative must be 0 or greater");
  }
}
