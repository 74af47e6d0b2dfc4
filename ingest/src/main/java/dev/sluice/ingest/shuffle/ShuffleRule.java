package dev.sluice.ingest.shuffle;

import java.time.Duration;

/**
 * How reports are held back.
 *
 * @param minimum reports that are handed on together at least, 2 to 100,000
 * @param longestHold after which reports are handed on although they are fewer, 10 ms to 10 s;
 *     their senders wait as long for an answer
 */
public record ShuffleRule(int minimum, Duration longestHold) {
  private static final int MOST = 100_000;
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  public ShuffleRule {
    if (minimum < 2 || minimum > MOST) {
      throw new IllegalArgumentException("the shuffle's minimum must be 2 to " + MOST);
    }
    if (longestHold.compareTo(SHORTEST) < 0 || longestHold.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("the shuffle's longest hold must be 0.01 to 10 seconds");
    }
  }
}
