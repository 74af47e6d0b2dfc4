package dev.sluice.jobs;

import dev.sluice.broker.FreePorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;

/** A real PostgreSQL, on a port that no connection takes while the server prepares its files. */
public final class TestPostgres {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TestPostgres() {}

  public static EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder().setPort(FreePorts.next()).setPGStartupWait(PATIENCE).start();
  }
}
