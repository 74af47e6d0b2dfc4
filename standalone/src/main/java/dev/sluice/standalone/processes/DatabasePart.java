package dev.sluice.standalone.processes;

import dev.sluice.standalone.postgres.DatabaseAccess;

/** A part that is a database. */
public interface DatabasePart extends Part {
  /**
   * How to connect to it.
   *
   * @throws IllegalStateException if it has not been started
   */
  DatabaseAccess access();
}
