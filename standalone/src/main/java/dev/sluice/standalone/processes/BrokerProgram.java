package dev.sluice.standalone.processes;

import dev.sluice.broker.EmbeddedBroker;
import dev.sluice.schemas.Topics;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka broker as a program of its own. */
public final class BrokerProgram {
  private BrokerProgram() {}

  /**
   * Arguments: the directory, the broker's port, the controller's, and the port that clients use.
   */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]),
            new EmbeddedBroker.Ports(
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3])));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
    broker.createMissingTopics(Topics.ALL);
    new CountDownLatch(1).await();
  }
}
