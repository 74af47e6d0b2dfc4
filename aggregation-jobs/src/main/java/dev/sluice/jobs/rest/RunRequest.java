package dev.sluice.jobs.rest;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an uploaded jar is to be run.
 *
 * @param entryClass its main class
 * @param arguments what the main class is called with
 * @param savepoint the savepoint or checkpoint to go on from, as the cluster finds it
 * @param allowNonRestoredState whether state may be left behind that no operator claims
 * @param parallelism subtasks of each operator; the cluster's default where absent
 */
public record RunRequest(
    String entryClass,
    List<String> arguments,
    Optional<String> savepoint,
    boolean allowNonRestoredState,
    OptionalInt parallelism) {

  public RunRequest {
    arguments = List.copyOf(arguments);
    if (parallelism.isPresent() && parallelism.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "parallelism must be at least 1, was " + parallelism.getAsInt());
    }
  }
}
