package dev.sluice.jobs.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a job claims the tables for itself.
 *
 * @param timeToLive how long a claim holds after its last renewal: for so long a successor waits
 *     for a job that has died; 200 ms to 10 min
 * @param patience how long to wait for the end of another job's claim before giving up for good;
 *     longer than {@code timeToLive}, and longer by what tasks live on after their JobManager's
 *     death, Flink's {@code heartbeat.timeout}
 */
public record LeaseTerms(Duration timeToLive, Duration patience) implements Serializable {
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int RENEWALS = 5;

  public LeaseTerms {
    if (timeToLive.compareTo(SHORTEST) < 0 || timeToLive.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "lease must be 200 ms to 10 min, was %d ms".formatted(timeToLive.toMillis()));
    }
    if (patience.compareTo(timeToLive) <= 0) {
      throw new IllegalArgumentException(
          "lease patience must be longer than the lease of %d ms, was %d ms"
              .formatted(timeToLive.toMillis(), patience.toMillis()));
    }
  }

  /** Ten seconds, and ten more than Flink's heartbeat timeout of 50 s. */
  public static LeaseTerms defaults() {
    return new LeaseTerms(Duration.ofSeconds(10), Duration.ofSeconds(70));
  }

  /** How often a living job renews its claim: four renewals may fail. */
  public Duration renewEvery() {
    return timeToLive.dividedBy(RENEWALS);
  }
}
