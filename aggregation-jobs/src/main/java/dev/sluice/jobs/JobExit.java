package dev.sluice.jobs;

import dev.sluice.jobs.rest.FlinkRestException;

/** Exit codes of the commands that talk to a JobManager; 0 and 2 are picocli's. */
final class JobExit {
  static final int FAILED = 1;
  static final int UNREACHABLE = 3;
  static final int WRONG_VERSION = 4;
  static final int REFUSED = 5;
  static final int ALREADY_RUNNING = 6;

  private JobExit() {}

  static int of(FlinkRestException e) {
    return switch (e.kind()) {
      case UNREACHABLE, NOT_FLINK -> UNREACHABLE;
      case NOT_FOUND, REFUSED -> REFUSED;
    };
  }
}
