package dev.sluice.standalone.chaos;

import dev.sluice.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sees, as a gate would, when committed results arrive: the tallies change with every report. */
final class OutputWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final Thread thread = new Thread(this::watch, "output-watch");
  private final List<Long> arrivals = new ArrayList<>();
  private volatile boolean closed;

  OutputWatch(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers,
                "enable.auto.commit", "false",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "reconnect.backoff.max.ms", "200",
                "request.timeout.ms", "3000",
                "default.api.timeout.ms", "120000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all = List.of(new TopicPartition(Topics.TALLIES, 0));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (!closed) {
        if (!consumer.poll(POLL).isEmpty()) {
          arrived(System.nanoTime());
        }
      }
    }
  }

  private synchronized void arrived(long nanos) {
    arrivals.add(nanos);
  }

  /** When results last arrived, by {@link System#nanoTime}; the lowest value before any have. */
  synchronized long last() {
    return arrivals.isEmpty() ? Long.MIN_VALUE : arrivals.get(arrivals.size() - 1);
  }

  /**
   * The longest time between two arrivals of which the second was within an interval; up to its end
   * where none has come.
   */
  synchronized Duration longestGap(long fromNanos, long toNanos) {
    long longest = 0;
    long before = fromNanos;
    for (long arrival : arrivals) {
      if (arrival <= fromNanos) {
        before = arrival;
      } else if (arrival <= toNanos) {
        longest = Math.max(longest, arrival - before);
        before = arrival;
      }
    }
    return Duration.ofNanos(Math.max(longest, toNanos - before));
  }

  @Override
  public void close() {
    closed = true;
  }
}
