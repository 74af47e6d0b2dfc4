package dev.sluice.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The directory of a broker's log. It is formatted once, with a random cluster id that it keeps:
 * formatting again would be refused by Kafka, and a new id would orphan the data.
 */
final class BrokerDirectory {
  private static final String FORMATTED_MARKER = "meta.properties";

  private final Path logDirectory;

  BrokerDirectory(Path logDirectory) {
    this.logDirectory = logDirectory;
  }

  void formatOnce() {
    if (Files.exists(logDirectory.resolve(FORMATTED_MARKER))) {
      return;
    }
    var report = new ByteArrayOutputStream();
    try {
      Files.createDirectories(logDirectory);
      format(new PrintStream(report, true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot format " + logDirectory, e);
    } catch (Exception e) { // Formatter.run declares it
      throw new IllegalStateException(
          "cannot format " + logDirectory + ": " + report.toString(StandardCharsets.UTF_8), e);
    }
  }

  private void format(PrintStream report) throws Exception {
    new Formatter()
        .setPrintStream(report)
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(BrokerSettings.NODE_ID)
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(Optional.of(logDirectory.toString()))
        .addDirectory(logDirectory.toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setIgnoreFormatted(true)
        .run();
  }
}
