package dev.sluice.probe.agent;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.schedule.OwnerSettings;
import dev.sluice.suites.Suite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an agent is told once.
 *
 * @param dataDirectory where ledger, consent, seed, flags and progress are
 * @param deviceClass one of the registry's classes
 * @param epsilon of each report, one of the registry's tiers
 * @param caps how much the device may say in all
 * @param sendDelay a report leaves at a random time within this
 * @param assumedWatts what a run takes where no meter counts it, more than 0
 * @param models those on the device
 */
public record AgentSettings(
    Path dataDirectory,
    String deviceClass,
    List<Suite> suites,
    Epsilon epsilon,
    Caps caps,
    Duration sendDelay,
    OwnerSettings owner,
    double assumedWatts,
    List<InstalledModel> models) {
  private static final double MOST_WATTS = 10_000;

  public AgentSettings {
    suites = List.copyOf(suites);
    models = List.copyOf(models);
    if (!(assumedWatts > 0 && assumedWatts <= MOST_WATTS)) {
      throw new IllegalArgumentException(
          "assumedWatts must be more than 0 and at most " + MOST_WATTS + ", was " + assumedWatts);
    }
  }
}
