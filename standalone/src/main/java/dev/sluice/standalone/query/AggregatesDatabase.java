package dev.sluice.standalone.query;

import dev.sluice.standalone.directory.DataDirectory;
import dev.sluice.standalone.directory.DirectoryInUseException;
import dev.sluice.standalone.directory.ServiceAddresses;
import dev.sluice.standalone.logging.LogFile;
import dev.sluice.standalone.postgres.EmbeddedDatabase;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The database that is asked: a cluster's; or a data directory's, the one that runs there, or else
 * one that is started for the question and stopped after it.
 */
final class AggregatesDatabase implements AutoCloseable {
  private final String readerUrl;
  private final Runnable release;

  private AggregatesDatabase(String readerUrl, Runnable release) {
    this.readerUrl = readerUrl;
    this.release = release;
  }

  /** One that runs anyway. */
  static AggregatesDatabase at(String url) {
    return new AggregatesDatabase(url, () -> {});
  }

  static AggregatesDatabase open(Path root) {
    if (!Files.isDirectory(root.resolve("postgres"))) {
      throw new IllegalStateException(
          root + " holds no aggregates; 'sluice up' or 'sluice demo --keep' make some");
    }
    try {
      return startFor(DataDirectory.acquire(root));
    } catch (DirectoryInUseException running) {
      String url =
          ServiceAddresses.published(root)
              .map(ServiceAddresses::readerUrl)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          root + " is starting or stopping; ask again in a moment"));
      return at(url);
    }
  }

  private static AggregatesDatabase startFor(DataDirectory directory) {
    try {
      LogFile.open(directory.logs());
      EmbeddedDatabase database = EmbeddedDatabase.start(directory.postgres());
      return new AggregatesDatabase(
          database.access().readerUrl(),
          () -> {
            database.close();
            directory.close();
          });
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** JDBC URL of a role that can only read, as far as it is ours to say. */
  String readerUrl() {
    return readerUrl;
  }

  @Override
  public void close() {
    release.run();
  }
}
