package dev.sluice.jobs.rest;

import java.util.Set;

/**
 * A job as a JobManager lists it.
 *
 * @param id its id, 32 hexadecimal digits
 * @param name the name it was given
 * @param state Flink's word for what it does, such as RUNNING or RESTARTING
 * @param allTasksRun whether each of its tasks has begun its work: a job is RUNNING before
 */
public record FlinkJob(String id, String name, String state, boolean allTasksRun) {
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED");

  /** Whether it will do nothing any more. */
  public boolean ended() {
    return ENDED.contains(state);
  }

  /** Whether all of it is at work. */
  public boolean running() {
    return state.equals("RUNNING") && allTasksRun;
  }
}
