package dev.sluice.standalone.processes;

import dev.sluice.standalone.directory.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a cluster stands on, not started yet. The broker tells clients the port of its proxy, and
 * has Sluice's topics some time after its start.
 */
record BrokerAndDatabase(Part broker, DatabasePart database) {

  /** Where the two come from. */
  @FunctionalInterface
  interface Source {
    /**
     * Makes the two for one cluster.
     *
     * @param directory where all of the cluster's state and its logs are
     * @param guard told of every process that must not outlive this one
     */
    BrokerAndDatabase of(Path directory, ClusterPorts ports, ProcessGuard guard) throws IOException;
  }

  /** Those that come with Sluice: Kafka in a JVM of its own, and PostgreSQL from a jar. */
  static BrokerAndDatabase embedded(Path directory, ClusterPorts ports, ProcessGuard guard)
      throws IOException {
    return new BrokerAndDatabase(
        new JavaProgram(
            "broker",
            () -> List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m"),
            System.getProperty("java.class.path"),
            List.of(
                BrokerProgram.class.getName(),
                brokerDirectory(directory).toString(),
                Integer.toString(ports.broker()),
                Integer.toString(ports.controller()),
                Integer.toString(ports.brokerProxy())),
            directory,
            guard),
        new EmbeddedDatabasePart(databaseDirectory(directory, ports.database()), guard));
  }

  /** Where the embedded broker keeps its log. */
  static Path brokerDirectory(Path directory) {
    return directory.resolve("kafka");
  }

  private static Path databaseDirectory(Path directory, int port) throws IOException {
    Path database = Files.createDirectories(directory.resolve("postgres"));
    PrivateFile.write(
        database.resolve("ports.properties"), Map.of("database", Integer.toString(port)));
    return database;
  }
}
