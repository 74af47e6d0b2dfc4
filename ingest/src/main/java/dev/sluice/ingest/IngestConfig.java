package dev.sluice.ingest;

import dev.sluice.admission.DayBounds;
import dev.sluice.ingest.shuffle.ShuffleRule;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Topics;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one ingest process is told.
 *
 * @param host name or address to listen on
 * @param port port to listen on, 0 for any that is free
 * @param bootstrapServers brokers to start from, host:port, separated by commas
 * @param topic the reports topic; it must exist
 * @param maxAgeDays how many days before today a report's day may be
 * @param maxUnacknowledged most reports that may wait for the brokers at a time; above it senders
 *     are told to come again
 * @param registries the metric registries whose reports are admitted
 * @param kafkaProperties further properties of Kafka's clients, such as those of TLS and SASL
 * @param access who may send, and how the server shows who it is
 * @param shuffle how reports are held back, if they are
 */
public record IngestConfig(
    String host,
    int port,
    String bootstrapServers,
    String topic,
    int maxAgeDays,
    int maxUnacknowledged,
    Registries registries,
    Map<String, String> kafkaProperties,
    Access access,
    Optional<ShuffleRule> shuffle) {

  static final String DEFAULT_HOST = "127.0.0.1";
  static final String DEFAULT_PORT = "8080";

  /**
   * A day less than the job keeps days open by default, for the day ahead that is admitted too:
   * what is admitted is still counted.
   */
  static final String DEFAULT_MAX_AGE_DAYS = "27";

  static final String DEFAULT_MAX_UNACKNOWLEDGED = "20000";

  /** Devices' clocks are not exact: a day ahead is admitted. */
  private static final int DAYS_AHEAD = 1;

  private static final int MAX_PORT = 65_535;
  private static final int MOST_UNACKNOWLEDGED = 1_000_000;

  public IngestConfig {
    check(port >= 0 && port <= MAX_PORT, "port", "0 to " + MAX_PORT, port);
    check(maxAgeDays >= 0, "maxAgeDays", "at least 0", maxAgeDays);
    check(
        maxUnacknowledged >= 1 && maxUnacknowledged <= MOST_UNACKNOWLEDGED,
        "maxUnacknowledged",
        "1 to " + MOST_UNACKNOWLEDGED,
        maxUnacknowledged);
    if (shuffle.isPresent() && shuffle.get().minimum() > maxUnacknowledged) {
      throw new IllegalArgumentException(
          "the shuffle's minimum must not be above maxUnacknowledged, or it is never reached");
    }
    kafkaProperties = Map.copyOf(kafkaProperties);
  }

  /** Anybody may send, in the clear. */
  public IngestConfig(
      String host,
      int port,
      String bootstrapServers,
      String topic,
      int maxAgeDays,
      int maxUnacknowledged,
      Registries registries,
      Map<String, String> kafkaProperties) {
    this(
        host,
        port,
        bootstrapServers,
        topic,
        maxAgeDays,
        maxUnacknowledged,
        registries,
        kafkaProperties,
        Access.OPEN,
        Optional.empty());
  }

  /** The defaults: any free port on loopback, the usual topic. */
  public static IngestConfig local(String bootstrapServers, Registries registries) {
    return new IngestConfig(
        DEFAULT_HOST,
        0,
        bootstrapServers,
        Topics.REPORTS,
        Integer.parseInt(DEFAULT_MAX_AGE_DAYS),
        Integer.parseInt(DEFAULT_MAX_UNACKNOWLEDGED),
        registries,
        Map.of());
  }

  /** The days that are believed of a report. */
  public DayBounds dayBounds() {
    return new DayBounds(maxAgeDays, DAYS_AHEAD);
  }

  /** The same on another address. */
  public IngestConfig listeningOn(String newHost, int newPort) {
    return new IngestConfig(
        newHost,
        newPort,
        bootstrapServers,
        topic,
        maxAgeDays,
        maxUnacknowledged,
        registries,
        kafkaProperties,
        access,
        shuffle);
  }

  /** The same with another age up to which reports are admitted. */
  public IngestConfig admittingDaysBack(int newMaxAgeDays) {
    return new IngestConfig(
        host,
        port,
        bootstrapServers,
        topic,
        newMaxAgeDays,
        maxUnacknowledged,
        registries,
        kafkaProperties,
        access,
        shuffle);
  }

  /** The same with another access. */
  public IngestConfig withAccess(Access newAccess) {
    return new IngestConfig(
        host,
        port,
        bootstrapServers,
        topic,
        maxAgeDays,
        maxUnacknowledged,
        registries,
        kafkaProperties,
        newAccess,
        shuffle);
  }

  /** The same with reports held back. */
  public IngestConfig withShuffle(Optional<ShuffleRule> newShuffle) {
    return new IngestConfig(
        host,
        port,
        bootstrapServers,
        topic,
        maxAgeDays,
        maxUnacknowledged,
        registries,
        kafkaProperties,
        access,
        newShuffle);
  }

  private static void check(boolean holds, String name, String range, int value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " must be " + range + ", was " + value);
    }
  }
}
