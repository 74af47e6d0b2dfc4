package dev.sluice.standalone.kafka;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/** Runs a broker until it is killed. */
final class BrokerHolder {
  private BrokerHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]));
    broker.createMissingTopics(List.of(new NewTopic("letters", 2, (short) 1)));
    System.out.println("ready " + broker.bootstrapServers());
    Thread.currentThread().join();
  }
}
