package dev.sluice.jobs;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.schemas.Topics;
import java.nio.file.Path;
import java.util.Map;

/** A real broker with Sluice's topics. */
final class TestBroker {
  /** The reports of tests are as old as their fixed days. */
  private static final Map<String, String> KEEP_ALL = Map.of("log.retention.ms", "-1");

  private TestBroker() {}

  static EmbeddedBroker start(Path directory) {
    EmbeddedBroker broker = EmbeddedBroker.start(directory, EmbeddedBroker.Ports.free(), KEEP_ALL);
    broker.createMissingTopics(Topics.ALL);
    return broker;
  }
}
