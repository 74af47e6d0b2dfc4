package dev.sluice.broker;

import dev.sluice.schemas.Topics.Topic;
import java.nio.file.Path;
import java.util.List;

/** Runs a broker until it is killed. */
final class BrokerHolder {
  private BrokerHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(Path.of(arguments[0]), EmbeddedBroker.Ports.free());
    broker.createMissingTopics(List.of(new Topic("letters", 2, false)));
    System.out.println(broker.bootstrapServers());
    Thread.currentThread().join();
  }
}
