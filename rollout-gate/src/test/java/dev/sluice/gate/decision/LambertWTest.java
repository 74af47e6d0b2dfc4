package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambertWTest {

  @ParameterizedTest
  @CsvSource({
    "-0.1, -3.577152063957297",
    "-0.2, -2.542641357773526",
    "-0.01, -6.472775124394005",
    "-1e-10, -26.29523881924692"
  })
  void minusOne_publishedValues_met(double x, double expected) {
    assertThat(LambertW.minusOne(x)).isCloseTo(expected, within(1e-12 * -expected));
  }

  @Property
  void minusOne_anyArgument_solvesItsEquation(
      @ForAll @Scale(12) @DoubleRange(min = -0.3678, max = -1e-12) double x) {
    double w = LambertW.minusOne(x);

    assertThat(w).isLessThanOrEqualTo(-1);
    assertThat(w * Math.exp(w)).isCloseTo(x, within(1e-11 * -x));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.4, Double.NaN, Double.NEGATIVE_INFINITY})
  void minusOne_outsideItsDomain_refused(double x) {
    assertThatThrownBy(() -> LambertW.minusOne(x)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void minusOne_nextToTheBranchPoint_nearMinusOne() {
    assertThat(LambertW.minusOne(-0.367879441171)).isCloseTo(-1, within(1e-4));
  }
}
