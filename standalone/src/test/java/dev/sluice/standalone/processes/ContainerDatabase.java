package dev.sluice.standalone.processes;

import dev.sluice.standalone.postgres.DatabaseAccess;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL in a container; its one user is owner and reader. */
final class ContainerDatabase extends ContainerPart implements DatabasePart {
  private final DatabaseAccess access;

  ContainerDatabase(PostgreSQLContainer container, int port) {
    super("postgresql", container);
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
            .formatted(
                port,
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    this.access = new DatabaseAccess(url, url);
  }

  @Override
  public DatabaseAccess access() {
    return access;
  }
}
