package dev.sluice.jobs.config;

import java.io.Serializable;

/**
 * How to reach PostgreSQL, as a role that may create and write the tables.
 *
 * @param jdbcUrl for example {@code jdbc:postgresql://host/sluice?user=sluice}; may hold a password
 */
public record DatabaseAccess(String jdbcUrl) implements Serializable {

  public DatabaseAccess {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("the JDBC URL must begin with jdbc:postgresql:");
    }
  }

  /** Without the parameters, among which there may be a password. */
  @Override
  public String toString() {
    return jdbcUrl.replaceFirst("\\?.*", "");
  }
}
