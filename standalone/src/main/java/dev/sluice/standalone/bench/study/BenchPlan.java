package dev.sluice.standalone.bench.study;

import java.util.List;

/**
 * How much is measured.
 *
 * @param name as the result calls it
 * @param rounds in which every side takes its turn and that count
 * @param warmUps rounds before them that do not count: a JVM begins slowly
 * @param producedReports of the bare producer in a round
 * @param singleReports sent one by one in a round
 * @param batchedReports sent by the hundred in a round
 * @param jobReports in the log that job and plain loop read
 * @param overloadSeconds how long each part of the overload takes
 * @param leastReports of a round about a small fleet: as many days as it takes to make them
 * @param devices sizes of fleets, ascending; at least two
 * @param versions how many model versions report, ascending; at least two
 */
public record BenchPlan(
    String name,
    int rounds,
    int warmUps,
    int producedReports,
    int singleReports,
    int batchedReports,
    int jobReports,
    int overloadSeconds,
    int leastReports,
    List<Integer> devices,
    List<Integer> versions) {

  /** Some ten minutes on two processors. */
  public static BenchPlan standard() {
    return new BenchPlan(
        "standard",
        5,
        2,
        300_000,
        120_000,
        300_000,
        1_000_000,
        8,
        250_000,
        List.of(10_000, 100_000, 1_000_000),
        List.of(1, 10, 100));
  }

  /** Also the largest fleet. */
  public static BenchPlan full() {
    BenchPlan standard = standard();
    return new BenchPlan(
        "full",
        standard.rounds,
        standard.warmUps,
        standard.producedReports,
        standard.singleReports,
        standard.batchedReports,
        standard.jobReports,
        standard.overloadSeconds,
        standard.leastReports,
        List.of(10_000, 100_000, 1_000_000, 10_000_000),
        standard.versions);
  }

  /** Shows that it works, and next to nothing about speed. */
  public static BenchPlan quick() {
    return new BenchPlan(
        "quick",
        1,
        0,
        20_000,
        2_000,
        20_000,
        40_000,
        1,
        20_000,
        List.of(2_000, 20_000),
        List.of(1, 10));
  }

  /** Another number of rounds. */
  public BenchPlan withRounds(int newRounds) {
    return new BenchPlan(
        name,
        newRounds,
        warmUps,
        producedReports,
        singleReports,
        batchedReports,
        jobReports,
        overloadSeconds,
        leastReports,
        devices,
        versions);
  }

  /** All rounds, those that do not count too. */
  public int allRounds() {
    return warmUps + rounds;
  }

  /** Whether a round counts; they are numbered from 0. */
  public boolean counts(int round) {
    return round >= warmUps;
  }
}
