package dev.sluice.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassEstimateTest {

  @ParameterizedTest
  @CsvSource({
    "5, 0, 3, 0, 0",
    "5, 5, 3, 1, 1",
    "5, 2, 1, 0.4, 0.4",
    "5, 2, 2, 0.7, 0.1",
    "5, 2, 4, 1, 0",
    "10, 3, 5, 0.9166666666666666, 0"
  })
  void estimates_areTheFractionsOfDraws(int asked, int passed, int k, double any, double all) {
    PassEstimate estimate = new PassEstimate(asked, passed);

    assertThat(estimate.anyOf(k)).isCloseTo(any, within(1e-12));
    assertThat(estimate.allOf(k)).isCloseTo(all, within(1e-12));
  }

  /** Unbiased: over all that n answers may come to, the mean is the chance itself. */
  @Property(tries = 200)
  void anyOf_overTheBinomial_isUnbiased(
      @ForAll @IntRange(min = 1, max = 12) int asked,
      @ForAll @IntRange(min = 1, max = 99) int percent,
      @ForAll @IntRange(min = 0, max = 11) int draw) {
    int k = 1 + draw % asked;
    double chance = percent / 100.0;
    double any = 0;
    double all = 0;
    double weight = Math.pow(1 - chance, asked);
    for (int passed = 0; passed <= asked; passed++) {
      any += weight * new PassEstimate(asked, passed).anyOf(k);
      all += weight * new PassEstimate(asked, passed).allOf(k);
      weight *= (asked - passed) / (double) (passed + 1) * chance / (1 - chance);
    }

    assertThat(any).isCloseTo(1 - Math.pow(1 - chance, k), within(1e-9));
    assertThat(all).isCloseTo(Math.pow(chance, k), within(1e-9));
  }

  @Test
  void anyOf_moreThanWereAsked_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PassEstimate(3, 1).anyOf(4));
    assertThatIllegalArgumentException().isThrownBy(() -> new PassEstimate(3, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new PassEstimate(0, 0));
  }
}
