package dev.sluice.jobs;

import dev.sluice.jobs.config.LeaseTerms;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options about there being one job that writes. */
final class LeaseOptions {
  @Option(
      names = "--lease",
      defaultValue = "10s",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "For how long after its last sign of life a job keeps topics and tables for itself: so"
              + " long its successor waits where it has died.")
  private Duration lease;

  @Option(
      names = "--lease-patience",
      defaultValue = "70s",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long to wait for another job to end, before this one ends for good and leaves the"
              + " other alone. Longer than --lease and the cluster's heartbeat.timeout together:"
              + " when a JobManager dies, its tasks live on for that long.")
  private Duration patience;

  LeaseTerms terms() {
    return new LeaseTerms(lease, patience);
  }
}
