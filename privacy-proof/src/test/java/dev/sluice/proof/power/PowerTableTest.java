package dev.sluice.proof.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The claims of the privacy document about devices. 20,000 of them give a variance to within 2 %,
 * and one claim has not much more room than that: so the noise is repeated.
 */
class PowerTableTest {
  private static final double DROP = 0.02;
  private static List<PowerRow> rows;

  @BeforeAll
  static void study() {
    rows =
        new PowerTable(BundledRegistry.load())
            .rows(
                StudyPopulation.of(20_000, DROP, 1),
                List.of(Epsilon.of(1), Epsilon.of(4)),
                new Repeated(1),
                step -> {});
  }

  @Test
  void chosenDesign_atEpsilon1_needsLessThanOne300thOfEverything() {
    assertThat(300 * row(PowerTable.CHOSEN, 1).totalDevices())
        .isLessThanOrEqualTo(row(PowerTable.EVERYTHING, 1).totalDevices());
  }

  @Test
  void pairedDesign_atEpsilon1_needsAtMostAThirdOfTheChosen() {
    assertThat(3 * row(PowerTable.PAIRED, 1).totalDevices())
        .isLessThanOrEqualTo(row(PowerTable.CHOSEN, 1).totalDevices());
  }

  @Test
  void everyDesign_seesAboutTheDrop() {
    assertThat(rows).allSatisfy(row -> assertThat(row.effect()).isCloseTo(DROP, within(0.005)));
  }

  @Test
  void everyLocalDesign_needsFewerDevicesAtAHigherEpsilon() {
    assertThat(designs())
        .allSatisfy(
            design ->
                assertThat(row(design, 4).totalDevices())
                    .as(design)
                    .isLessThan(row(design, 1).totalDevices()));
  }

  @Test
  void laplace_twoArms_needsWhatTheFormulaSays() {
    PowerRow chosen = row("one metric of ten a report: Laplace", 1);

    // 7.849 * 2 (2 + a little) / 0.02^2, times ten for the draw; the little is below 0.06.
    assertThat(chosen.devicesPerArm() * chosen.effect() * chosen.effect() / 10)
        .isBetween(7.849 * 2 * 2 * 0.95, 7.849 * 2 * 2.06 * 1.05);
  }

  @Test
  void noDesign_beatsHavingNoNoise() {
    long least = rows.get(0).totalDevices();

    assertThat(rows)
        .filteredOn(row -> !row.design().startsWith("paired"))
        .allSatisfy(row -> assertThat(row.totalDevices()).isGreaterThanOrEqualTo(least));
  }

  /** As a seed says. */
  private static final class Repeated implements Randomness {
    private final SplittableRandom random;

    private Repeated(long seed) {
      this.random = new SplittableRandom(seed);
    }

    @Override
    public int uniform(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public long bits63() {
      return random.nextLong() >>> 1;
    }

    /** The difference of two exponential variables, rounded. */
    @Override
    public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
      double up = exponential();
      double down = exponential();
      return value + Math.round(l0 * lInf / epsilon.value() * (up - down));
    }

    private double exponential() {
      return -Math.log1p(-random.nextDouble());
    }
  }

  private static List<String> designs() {
    return rows.stream()
        .filter(row -> row.epsilon().isPresent())
        .map(PowerRow::design)
        .distinct()
        .toList();
  }

  private static PowerRow row(String design, double epsilon) {
    return rows.stream()
        .filter(
            row ->
                row.design().equals(design)
                    && row.epsilon().map(Epsilon::value).filter(e -> e == epsilon).isPresent())
        .findFirst()
        .orElseThrow();
  }
}
