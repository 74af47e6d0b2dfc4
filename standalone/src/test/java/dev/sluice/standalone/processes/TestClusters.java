package dev.sluice.standalone.processes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** Clusters whose broker and database are containers, if something here can run them. */
public final class TestClusters {
  private TestClusters() {}

  /** Starts one with its job; says in a line of the test's output what it stands on. */
  public static RunningCluster start(ClusterOptions options)
      throws IOException, InterruptedException {
    return ClusterStart.run(options, source(), step -> {});
  }

  private static BrokerAndDatabase.Source source() {
    if (canRunContainers()) {
      System.out.println("broker and database: Testcontainers' Kafka and PostgreSQL");
      return Containers::of;
    }
    System.out.println("broker and database: the embedded ones, for no Docker engine answers");
    return BrokerAndDatabase::embedded;
  }

  /** Whether a Docker engine answers. */
  static boolean canRunContainers() {
    // It counts up all the ways in which there is none, which is nobody's error.
    if (LoggerFactory.getLogger("org.testcontainers.dockerclient") instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
    return DockerClientFactory.instance().isDockerAvailable();
  }
}
