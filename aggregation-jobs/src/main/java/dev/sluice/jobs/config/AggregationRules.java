package dev.sluice.jobs.config;

import dev.sluice.admission.DayBounds;
import dev.sluice.jobs.dedupe.IdShards;
import dev.sluice.jobs.operators.DayWindows;
import dev.sluice.jobs.operators.Silence;
import dev.sluice.jobs.registry.RegistryTexts;
import java.io.Serializable;
import java.time.Duration;

/**
 * How reports are judged and added up.
 *
 * @param registries what may be reported
 * @param dayBounds which days are believed
 * @param windows when a day closes
 * @param earlyFiring how soon a change shows in the results while its window is open, at least 2 ms
 * @param idleAfter how long a partition without reports holds back the closing of windows
 * @param silence how days pass when no partition has any
 * @param minimumCohort fewest reports of a cell that is estimated, at least 2
 * @param shards division of the memory of seen reports; must stay while the job's state is kept
 */
public record AggregationRules(
    RegistryTexts registries,
    DayBounds dayBounds,
    DayWindows windows,
    Duration earlyFiring,
    Duration idleAfter,
    Silence silence,
    long minimumCohort,
    IdShards shards)
    implements Serializable {

  public AggregationRules {
    if (earlyFiring.toMillis() < 2) {
      throw new IllegalArgumentException(
          "early firing must be at least 2 ms, was " + earlyFiring.toMillis());
    }
    if (idleAfter.toMillis() < 1) {
      throw new IllegalArgumentException("idle after must be at least 1 ms, was " + idleAfter);
    }
    if (minimumCohort < 2) {
      throw new IllegalArgumentException("minimum cohort must be >= 2, was " + minimumCohort);
    }
  }

  /**
   * The bundled registry, 28 days of lateness, results every second, cohorts of 500; after an hour
   * without a report the days pass by the clock, three days behind it.
   */
  public static AggregationRules defaults() {
    return new AggregationRules(
        RegistryTexts.bundled(),
        new DayBounds(400, 2),
        new DayWindows(28),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        new Silence(Duration.ofHours(1), 3),
        500,
        new IdShards(256));
  }

  /** These rules by other registries. */
  public AggregationRules withRegistries(RegistryTexts newRegistries) {
    return new AggregationRules(
        newRegistries, dayBounds, windows, earlyFiring, idleAfter, silence, minimumCohort, shards);
  }

  /** These rules with other bounds for days. */
  public AggregationRules withDayBounds(DayBounds newDayBounds) {
    return new AggregationRules(
        registries, newDayBounds, windows, earlyFiring, idleAfter, silence, minimumCohort, shards);
  }

  /** These rules with another lateness. */
  public AggregationRules withAllowedLatenessDays(int days) {
    return new AggregationRules(
        registries,
        dayBounds,
        new DayWindows(days),
        earlyFiring,
        idleAfter,
        silence,
        minimumCohort,
        shards);
  }

  /** These rules with another pace of results. */
  public AggregationRules withEarlyFiring(Duration newEarlyFiring) {
    return new AggregationRules(
        registries, dayBounds, windows, newEarlyFiring, idleAfter, silence, minimumCohort, shards);
  }

  /** These rules with another patience for silent partitions. */
  public AggregationRules withIdleAfter(Duration newIdleAfter) {
    return new AggregationRules(
        registries, dayBounds, windows, earlyFiring, newIdleAfter, silence, minimumCohort, shards);
  }

  /** These rules with another way of passing days without reports. */
  public AggregationRules withSilence(Silence newSilence) {
    return new AggregationRules(
        registries, dayBounds, windows, earlyFiring, idleAfter, newSilence, minimumCohort, shards);
  }

  /** These rules with another minimum cohort. */
  public AggregationRules withMinimumCohort(long newMinimumCohort) {
    return new AggregationRules(
        registries, dayBounds, windows, earlyFiring, idleAfter, silence, newMinimumCohort, shards);
  }

  /** These rules with another number of shards a day. */
  public AggregationRules withShards(int count) {
    return new AggregationRules(
        registries,
        dayBounds,
        windows,
        earlyFiring,
        idleAfter,
        silence,
        minimumCohort,
        new IdShards(count));
  }

  /** A change passes two operators that hold it back; each may take half of the time. */
  public Duration holdBack() {
    return earlyFiring.dividedBy(2);
  }
}
