package dev.sluice.jobs;

import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.dedupe.IdShards;
import dev.sluice.jobs.operators.DayWindows;
import dev.sluice.jobs.operators.Silence;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options about how reports are judged and added up. */
final class RulesOptions extends JudgingOptions {
  @Option(
      names = "--allowed-lateness-days",
      defaultValue = "28",
      paramLabel = "DAYS",
      description =
          "How long a day stays open for late reports; then they are only tallied. More than the"
              + " ingest's --max-age-days. May be another one when a job goes on from its state:"
              + " days that have closed stay closed.")
  private int allowedLatenessDays;

  @Option(
      names = "--early-firing",
      defaultValue = "1s",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How soon changes show in PostgreSQL while a day is open.")
  private Duration earlyFiring;

  @Option(
      names = "--minimum-cohort",
      defaultValue = "500",
      paramLabel = "REPORTS",
      description = "Cells of fewer reports get no estimates.")
  private long minimumCohort;

  @Option(
      names = "--idle-after",
      defaultValue = "30s",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "How long a partition without reports keeps days from closing.")
  private Duration idleAfter;

  @Option(
      names = "--silent-after",
      defaultValue = "1h",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "After how long without any report days pass by the clock.")
  private Duration silentAfter;

  @Option(
      names = "--silence-margin-days",
      defaultValue = "3",
      paramLabel = "DAYS",
      description =
          "How many days behind the clock they then pass: no outage between broker and job that is"
              + " shorter makes a report late.")
  private int silenceMarginDays;

  @Option(
      names = "--dedupe-shards",
      defaultValue = "256",
      paramLabel = "N",
      description =
          "Into how many parts a day's memory of seen reports is divided; a power of two. With"
              + " RocksDB, choose about a hundredth of the reports a day. Must stay the same while"
              + " the job's state is kept.")
  private int shards;

  AggregationRules rules() {
    return new AggregationRules(
        registries(),
        dayBounds(),
        new DayWindows(allowedLatenessDays),
        earlyFiring,
        idleAfter,
        new Silence(silentAfter, silenceMarginDays),
        minimumCohort,
        new IdShards(shards));
  }
}
