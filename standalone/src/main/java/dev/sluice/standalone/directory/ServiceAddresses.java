package dev.sluice.standalone.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the services of a data directory can be reached while they run.
 *
 * @param brokers the broker, as {@code bootstrap.servers} wants it
 * @param readerUrl JDBC URL of a role that can only read; carries its password
 * @param ingest base address of the ingest
 * @param gate base address of the gate and its page
 * @param flink base address of the cluster's pages
 */
public record ServiceAddresses(String brokers, String readerUrl, URI ingest, URI gate, URI flink) {
  private static final String FILE = "running.properties";

  /** Tells other processes of this user, until {@link #withdraw}. */
  public void publish(Path dataDirectory) {
    PrivateFile.write(
        dataDirectory.resolve(FILE),
        Map.of(
            "brokers", brokers,
            "database", readerUrl,
            "ingest", ingest.toString(),
            "gate", gate.toString(),
            "flink", flink.toString()));
  }

  /**
   * The published addresses; empty before the services are up. A process that was killed could not
   * withdraw its addresses, so they mean something only while the directory is in use.
   */
  public static Optional<ServiceAddresses> published(Path dataDirectory) {
    Map<String, String> values = PrivateFile.read(dataDirectory.resolve(FILE));
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ServiceAddresses(
                values.getOrDefault("brokers", ""),
                values.getOrDefault("database", ""),
                URI.create(values.getOrDefault("ingest", "")),
                URI.create(values.getOrDefault("gate", "")),
                URI.create(values.getOrDefault("flink", ""))));
  }

  /** Takes the addresses back: the services are about to stop. */
  public static void withdraw(Path dataDirectory) {
    try {
      Files.deleteIfExists(dataDirectory.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot withdraw the addresses of " + dataDirectory, e);
    }
  }
}
