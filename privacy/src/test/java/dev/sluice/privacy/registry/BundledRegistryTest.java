package dev.sluice.privacy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import org.junit.jupiter.api.Test;

class BundledRegistryTest {

  @Test
  void load_bundledRegistry_isValidAndHasItsMetrics() {
    MetricRegistry registry = BundledRegistry.load();

    assertThat(registry.metrics())
        .extracting(Metric::id)
        .containsExactly(
            "quality",
            "ttft_slow",
            "decode_slow",
            "outcome",
            "harness",
            "eligibility",
            "energy",
            "ttft_histogram",
            "quality_difference",
            "ttft_slow_difference",
            "outcome_difference",
            "harness_of_both",
            "eligibility_for_both");
    assertThat(registry.digest()).matches("[0-9a-f]{32}");
  }
}
