package dev.sluice.fleet.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Deployment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final int DEVICES = 100_000;

  private final Population population = new Population(FleetPlan.standard(7, DEVICES));

  @Test
  void population_sameSeed_sameDevices() {
    Population other = new Population(FleetPlan.standard(7, DEVICES));

    for (int device : new int[] {0, 1, 4711, DEVICES - 1}) {
      assertThat(other.traits(device)).isEqualTo(population.traits(device));
      assertThat(other.localSeed(device)).isEqualTo(population.localSeed(device));
      assertThat(other.online(device, 20_000)).isEqualTo(population.online(device, 20_000));
    }
  }

  @Test
  void population_otherSeed_otherDevices() {
    Population other = new Population(FleetPlan.standard(8, DEVICES));

    assertThat(other.traits(0)).isNotEqualTo(population.traits(0));
    assertThat(other.localSeed(0)).isNotEqualTo(population.localSeed(0));
  }

  @Test
  void population_manyDevices_sharesAreThoseOfThePlan() {
    // Four standard deviations of a share of one half in 100,000 devices are 0.0063.
    assertThat(share(population::everReports)).isCloseTo(0.5, within(0.0063));
    assertThat(share(device -> population.online(device, 20_000))).isCloseTo(0.35, within(0.0063));
    assertThat(share(device -> population.classIndex(device) == 0)).isCloseTo(0.35, within(0.0063));
    assertThat(share(device -> population.classIndex(device) == 3)).isCloseTo(0.10, within(0.0063));
  }

  @Test
  void population_nextDay_otherDevicesAreOnline() {
    double both =
        share(device -> population.online(device, 20_000) && population.online(device, 20_001));

    assertThat(both).isCloseTo(0.35 * 0.35, within(0.0063));
  }

  @Test
  void defaultClasses_bundledRegistry_areItsClassesOfDevices() {
    assertThat(FleetPlan.DEFAULT_CLASSES)
        .extracting(ClassModel::name)
        .containsExactlyElementsOf(BundledRegistry.load().deviceClasses(Deployment.DEVICE));
  }

  @Test
  void fleetPlan_outOfBounds_namesTheBound() {
    assertThatThrownBy(() -> FleetPlan.standard(1, 0))
        .hasMessage("devices must be 1 to 20000000, was 0");
    assertThatThrownBy(() -> new FleetPlan(1, 1, FleetPlan.DEFAULT_CLASSES, 1.5, 0.1))
        .hasMessage("everReporting must be 0 to 1, was 1.5");
    assertThatThrownBy(() -> new FleetPlan(1, 1, List.of(), 0.5, 0.1))
        .hasMessage("classes must be 1 to 127, were 0");
  }

  private static double share(java.util.function.IntPredicate condition) {
    return (double) IntStream.range(0, DEVICES).filter(condition).count() / DEVICES;
  }
}
