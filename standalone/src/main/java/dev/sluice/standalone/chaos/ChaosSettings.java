package dev.sluice.standalone.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run was asked for.
 *
 * @param time how long faults are injected
 * @param seed of faults and traffic
 * @param kinds the kinds of faults
 * @param requireAll whether a kind that was not tried counts against the run
 * @param reportsPerSecond pace of the traffic
 * @param jobJar the job's jar
 * @param directory where the processes live
 */
record ChaosSettings(
    Duration time,
    long seed,
    List<FaultKind> kinds,
    boolean requireAll,
    int reportsPerSecond,
    Path jobJar,
    Path directory) {}
