package dev.sluice.schemas;

import java.util.List;

/** Names and kinds of the Kafka topics. */
public final class Topics {
  /** Privatised reports as the devices encoded them; key: the report's id. */
  public static final String REPORTS = "sluice.reports.v1";

  /** The newest state of every cell; key: {@link TopicKeys#of(Aggregate)}. */
  public static final String AGGREGATES = "sluice.aggregates.v1";

  /** What became of the reports, by day; key: {@link TopicKeys#of(Tally)}. */
  public static final String TALLIES = "sluice.tallies.v1";

  /**
   * Records of {@link #REPORTS} that the job refused; key: {@link TopicKeys#of(DeadLetter)}. To be
   * kept no longer than the reports, and read by no more people.
   */
  public static final String DEAD_LETTERS = "sluice.dead-letters.v1";

  /** The newest state of every rollout; key: the rollout's id. */
  public static final String DECISIONS = "sluice.decisions.v1";

  /** Every topic, with what a broker must know to create it. */
  public static final List<Topic> ALL =
      List.of(
          new Topic(REPORTS, 4, false),
          new Topic(AGGREGATES, 1, true),
          new Topic(TALLIES, 1, true),
          new Topic(DEAD_LETTERS, 1, false),
          new Topic(DECISIONS, 1, true));

  private Topics() {}

  /**
   * A topic to create.
   *
   * @param name name of the topic
   * @param partitions default number of partitions, at least 1
   * @param compacted whether only the newest record of a key must be kept
   */
  public record Topic(String name, int partitions, boolean compacted) {}
}
