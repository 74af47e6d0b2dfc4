package dev.sluice.privacy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @Test
  void draw_everyTicket_comesInTheRatioOfTheWeights() {
    assertThat(draws(REGISTRY, "phone-8gb", Design.TWO_ARM, DAY))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "quality", 400,
                "ttft_slow", 200,
                "decode_slow", 50,
                "outcome", 200,
                "harness", 60,
                "eligibility", 40,
                "energy", 30,
                "ttft_histogram", 20));
    assertThat(draws(REGISTRY, "phone-8gb", Design.PAIRED, DAY))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "quality_difference", 330,
                "ttft_slow_difference", 180,
                "outcome_difference", 400,
                "harness_of_both", 50,
                "eligibility_for_both", 40));
  }

  @Test
  void draw_classWithoutAMetric_leavesItOut() {
    assertThat(draws(REGISTRY, "edge-box", Design.TWO_ARM, DAY)).doesNotContainKey("energy");
  }

  @Test
  void deployment_edgeServers_areTheOnlyOnesThatAreNoDevices() {
    assertThat(REGISTRY.deviceClasses(Deployment.EDGE)).containsExactly("edge-server");
    assertThat(REGISTRY.deployment("edge-box")).isEqualTo(Deployment.DEVICE);
    assertThat(REGISTRY.share(REGISTRY.metric("energy").orElseThrow(), Deployment.EDGE)).isZero();
  }

  @Test
  void draw_afterTheLastDay_leavesTheMetricOut() {
    List<Metric> metrics = new ArrayList<>(REGISTRY.metrics());
    metrics.set(0, expiring(metrics.get(0), DAY));
    MetricRegistry registry =
        new MetricRegistry(
            REGISTRY.digest(),
            REGISTRY.epoch(),
            REGISTRY.deviceClasses(),
            REGISTRY.edgeClasses(),
            REGISTRY.epsilonTiers(),
            metrics);

    assertThat(draws(registry, "phone-8gb", Design.TWO_ARM, DAY)).containsKey("quality");
    assertThat(draws(registry, "phone-8gb", Design.TWO_ARM, DAY.plusDays(1)))
        .doesNotContainKey("quality");
  }

  @Test
  void draw_everythingExpired_isEmptyWithoutADraw() {
    assertThat(REGISTRY.draw("phone-8gb", Design.TWO_ARM, LocalDate.of(2100, 1, 1), new Ticket(0)))
        .isEmpty();
  }

  @Test
  void draw_unknownClass_isRefused() {
    assertThatThrownBy(() -> REGISTRY.draw("tablet", Design.TWO_ARM, DAY, new Ticket(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tablet");
  }

  /** How many of all tickets fall on each metric. */
  private static Map<String, Integer> draws(
      MetricRegistry registry, String deviceClass, Design design, LocalDate day) {
    Map<String, Integer> draws = new TreeMap<>();
    int tickets = 1;
    for (int number = 0; number < tickets; number++) {
      Ticket ticket = new Ticket(number);
      Metric metric = registry.draw(deviceClass, design, day, ticket).orElseThrow();
      draws.merge(metric.id(), 1, Integer::sum);
      tickets = ticket.of;
    }
    return draws;
  }

  private static Metric expiring(Metric metric, LocalDate day) {
    return new Metric(
        metric.id(),
        metric.group(),
        metric.purpose(),
        metric.unit(),
        metric.quantity(),
        metric.threshold(),
        metric.direction(),
        metric.weight(),
        metric.mechanism(),
        metric.epsilon(),
        metric.unavailableOn(),
        metric.owner(),
        day,
        metric.review());
  }

  /** One ticket, and nothing else: a draw takes one number. */
  private static final class Ticket implements Randomness {
    private final int number;
    private int of;

    Ticket(int number) {
      this.number = number;
    }

    @Override
    public int uniform(int tickets) {
      of = tickets;
      return number;
    }

    @Override
    public long bits63() {
      throw new AssertionError("a draw takes one number");
    }

    @Override
    public long addLaplace(long value, int l0, long lInf, Epsilon epsilon) {
      throw new AssertionError("a draw takes one number");
    }
  }
}
