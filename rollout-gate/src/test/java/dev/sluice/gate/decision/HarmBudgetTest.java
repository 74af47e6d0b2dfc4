package dev.sluice.gate.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarmBudgetTest {

  @ParameterizedTest
  @CsvSource({"0.1, 0.2", "0.25, 0.08", "0.5, 0.04", "1, 0.02"})
  void marginAt_growingShare_shrinks(double fraction, double margin) {
    assertThat(new HarmBudget(0.02).marginAt(fraction)).isCloseTo(margin, within(1e-12));
  }

  @Test
  void calledOffBy_harm_comparedWithHalfOfTheBudgetAtFullExposure() {
    HarmBudget budget = new HarmBudget(0.02);

    assertThat(budget.calledOffBy(0.011)).isTrue();
    assertThat(budget.calledOffBy(0.009)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void constructor_noBudget_refused(double harm) {
    assertThatThrownBy(() -> new HarmBudget(harm)).isInstanceOf(IllegalArgumentException.class);
  }
}
