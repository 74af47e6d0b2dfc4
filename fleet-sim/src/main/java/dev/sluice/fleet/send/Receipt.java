package dev.sluice.fleet.send;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of reports that were sent.
 *
 * @param sent reports whose sending came to an end, one way or the other
 * @param acknowledged reports that the server has on durable storage
 * @param refused reports that the server will never take, by its reason
 * @param undelivered reports that got no answer within the attempts
 */
public record Receipt(long sent, long acknowledged, Map<String, Long> refused, long undelivered) {
  public static final Receipt NOTHING = new Receipt(0, 0, Map.of(), 0);

  public Receipt {
    refused = Map.copyOf(refused);
    if (sent != acknowledged + sum(refused) + undelivered) {
      throw new IllegalArgumentException(
          "every report must be acknowledged, refused or undelivered; of %d, %d, %d and %d were"
              .formatted(sent, acknowledged, sum(refused), undelivered));
    }
  }

  static Receipt acknowledged(long reports) {
    return new Receipt(reports, reports, Map.of(), 0);
  }

  static Receipt refused(long reports, String reason) {
    return new Receipt(reports, 0, Map.of(reason, reports), 0);
  }

  static Receipt undelivered(long reports) {
    return new Receipt(reports, 0, Map.of(), reports);
  }

  /** Both together. */
  public Receipt plus(Receipt other) {
    Map<String, Long> both = new TreeMap<>(refused);
    other.refused.forEach((reason, reports) -> both.merge(reason, reports, Long::sum));
    return new Receipt(
        sent + other.sent,
        acknowledged + other.acknowledged,
        both,
        undelivered + other.undelivered);
  }

  /** Reports that the server refused, whatever the reason. */
  public long refusals() {
    return sum(refused);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
