package dev.sluice.proof.statement;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.List;
import java.util.Locale;

/**
 * All that may leave a device, and what it adds up to.
 *
 * @param registry digest of the registry
 * @param epoch in what a device answers once about a version
 * @param windowDays days of a window
 * @param reportsPerWindow most reports in a window
 * @param epsilon the losses of a device, whatever its reports are about
 * @param metrics what they may be about
 */
public record PrivacyStatement(
    String registry,
    String epoch,
    int windowDays,
    int reportsPerWindow,
    ComposedLoss epsilon,
    List<MetricStatement> metrics) {

  /** The statement for devices that are set to a privacy loss and to caps. */
  public static PrivacyStatement of(MetricRegistry registry, Epsilon epsilon, Caps caps) {
    return new PrivacyStatement(
        registry.digest(),
        registry.epoch().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Caps.WINDOW_DAYS,
        caps.reportsPerWindow(),
        ComposedLoss.of(epsilon, epsilon, caps),
        registry.metrics().stream()
            .map(metric -> MetricStatement.of(metric, epsilon, caps))
            .toList());
  }
}
