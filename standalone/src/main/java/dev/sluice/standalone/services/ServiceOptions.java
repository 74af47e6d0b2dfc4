package dev.sluice.standalone.services;

import dev.sluice.jobs.registry.RegistryTexts;
import java.time.Duration;

/**
 * What can be chosen about the services of one machine.
 *
 * @param host address that ingest and gate listen on
 * @param ingestPort port of the ingest; 0 for the one that the data directory remembers
 * @param gatePort port of the gate; 0 for the one that the data directory remembers
 * @param registries what may be reported, and which older registries are admitted too
 * @param maxAgeDays how many days before today a report's day may be
 * @param earlyFiring how often totals are written while a day is open
 * @param checkpointInterval how often results become visible and progress is kept
 */
public record ServiceOptions(
    String host,
    int ingestPort,
    int gatePort,
    RegistryTexts registries,
    int maxAgeDays,
    Duration earlyFiring,
    Duration checkpointInterval) {

  /**
   * Loopback, remembered ports, the registry that ships with Sluice, not quite four weeks, results
   * within about two seconds.
   */
  public static final ServiceOptions DEFAULT =
      new ServiceOptions(
          "127.0.0.1",
          0,
          0,
          RegistryTexts.bundled(),
          27,
          Duration.ofMillis(500),
          Duration.ofSeconds(1));

  /** For simulated days that pass in about a second each, from some weeks ago on. */
  public ServiceOptions forSimulatedDays(int oldestDay) {
    return new ServiceOptions(
        host,
        ingestPort,
        gatePort,
        registries,
        oldestDay,
        Duration.ofMillis(100),
        Duration.ofMillis(300));
  }
}
