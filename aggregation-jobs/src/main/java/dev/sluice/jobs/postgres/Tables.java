package dev.sluice.jobs.postgres;

import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.config.DatabaseAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/** Brings the database to the form that the job writes and analysts read. May be repeated. */
public final class Tables {
  private static final String MIGRATIONS = "classpath:dev/sluice/jobs/postgres/migrations";

  private Tables() {}

  /**
   * Migrates the tables, and writes down the metrics and rules by which they are read.
   *
   * @throws IllegalStateException if the database cannot be reached or changed
   */
  public static void prepare(DatabaseAccess database, AggregationRules rules) {
    Flyway.configure(Tables.class.getClassLoader())
        .dataSource(database.jdbcUrl(), null, null)
        .locations(MIGRATIONS)
        .load()
        .migrate();
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl())) {
      connection.setAutoCommit(false);
      PublishedRules.write(connection, rules);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write the rules to " + database, e);
    }
  }
}
