package dev.sluice.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Creates the database and its roles and then demands passwords. Every step may be repeated, so a
 * first start that was cut short is completed by the next one.
 */
final class RoleSetup {
  private static final String PASSWORDS_ONLY =
      """
      host all all 127.0.0.1/32 scram-sha-256
      host all all ::1/128      scram-sha-256
      """;

  private final DataSource superuser;
  private final RolePasswords passwords;

  RoleSetup(DataSource superuser, RolePasswords passwords) {
    this.superuser = superuser;
    this.passwords = passwords;
  }

  void apply(Path dataDirectory) throws SQLException {
    Path accessRules = dataDirectory.resolve("pg_hba.conf");
    try (Connection connection = superuser.getConnection();
        Statement statement = connection.createStatement()) {
      createRoles(statement);
      Files.writeString(accessRules, PASSWORDS_ONLY);
      statement.execute("SELECT pg_reload_conf()");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + accessRules, e);
    }
  }

  private void createRoles(Statement statement) throws SQLException {
    createRole(statement, DatabaseAccess.OWNER);
    createRole(statement, DatabaseAccess.READER);
    setPassword(statement, DatabaseAccess.OWNER, passwords.owner());
    setPassword(statement, DatabaseAccess.READER, passwords.reader());
    setPassword(statement, "postgres", passwords.superuser());
    statement.execute(
        "ALTER ROLE " + DatabaseAccess.READER + " SET default_transaction_read_only = on");
    statement.execute("GRANT pg_read_all_data TO " + DatabaseAccess.READER);
    if (isAbsent(statement, "SELECT 1 FROM pg_database WHERE datname", DatabaseAccess.DATABASE)) {
      statement.execute(
          "CREATE DATABASE " + DatabaseAccess.DATABASE + " OWNER " + DatabaseAccess.OWNER);
    }
  }

  private static void createRole(Statement statement, String role) throws SQLException {
    if (isAbsent(statement, "SELECT 1 FROM pg_roles WHERE rolname", role)) {
      statement.execute("CREATE ROLE " + role + " LOGIN");
    }
  }

  private static void setPassword(Statement statement, String role, String password)
      throws SQLException {
    statement.execute("ALTER ROLE " + role + " PASSWORD '" + password + "'");
  }

  private static boolean isAbsent(Statement statement, String lookup, String name)
      throws SQLException {
    try (ResultSet found = statement.executeQuery(lookup + " = '" + name + "'")) {
      return !found.next();
    }
  }
}
