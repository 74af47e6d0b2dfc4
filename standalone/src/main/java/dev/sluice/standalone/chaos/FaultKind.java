package dev.sluice.standalone.chaos;

import java.util.Locale;
import java.util.OptionalInt;

/** What can be done to the cluster. */
enum FaultKind {
  GATEWAY_KILL(14),
  GATEWAY_PAUSE(14),
  GATEWAY_STOP(14),
  BROKER_KILL(22),
  BROKER_PAUSE(18),
  BROKER_STOP(22),
  /** kill -9 when a checkpoint has completed, while the job commits its transactions. */
  BROKER_KILL_IN_COMMIT(22),
  TASKMANAGER_KILL(16, 5),
  TASKMANAGER_PAUSE(16, 5),
  TASKMANAGER_STOP(16, 5),
  JOBMANAGER_KILL(28, 30),
  JOBMANAGER_PAUSE(22, 30),
  JOBMANAGER_STOP(28, 30),
  POSTGRES_KILL(16),
  POSTGRES_PAUSE(16),
  POSTGRES_STOP(16),
  /** The broker's disk is full until the broker has ended. */
  DISK_FULL(26, 30),
  /** Every connection is slow. */
  NETWORK_SLOW(18),
  /** Every connection is cut, again and again. */
  NETWORK_CUT(18),
  /** The same job a second time, past the check that refuses it: the first must not notice. */
  SECOND_JOB(38, 5),
  /** Stop with a savepoint, go on from it. */
  SAVEPOINT(22);

  private static final int BROKER_GAP_SECONDS = 30;

  private final int slotSeconds;
  private final int largestGapSeconds;

  FaultKind(int slotSeconds) {
    this(slotSeconds, 0);
  }

  FaultKind(int slotSeconds, int largestGapSeconds) {
    this.slotSeconds = slotSeconds;
    this.largestGapSeconds = largestGapSeconds;
  }

  /** How long the fault and its cure are given in the schedule, in seconds. */
  int slotSeconds() {
    return slotSeconds;
  }

  /** The longest time without committed results that is accepted; absent where there is none. */
  OptionalInt largestGapSeconds() {
    if (name().startsWith("BROKER")) {
      return OptionalInt.of(BROKER_GAP_SECONDS);
    }
    return largestGapSeconds == 0 ? OptionalInt.empty() : OptionalInt.of(largestGapSeconds);
  }

  /** As it is written on the command line and in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return label();
  }
}
