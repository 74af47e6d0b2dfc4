package dev.sluice.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.ingest.IngestConfig;
import dev.sluice.jobs.JobsCommand;
import dev.sluice.jobs.config.AggregationRules;
import dev.sluice.jobs.operators.DayWindows;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import org.junit.jupiter.api.Test;

/** The gateway and the job have their defaults apart, and promise something together. */
class AdmittedDaysTest {
  private static final long TODAY = 20_000;

  private final DayBounds bounds =
      IngestConfig.local("unused:1", Registries.of(BundledRegistry.load())).dayBounds();
  private final DayWindows windows = AggregationRules.defaults().windows();

  /**
   * The newest report is from as far ahead as is admitted, and nothing holds the watermark back.
   */
  @Test
  void oldestDayThatIsAdmitted_isStillOpen() {
    long watermark = DayWindows.startMillis(TODAY + bounds.futureDays()) - 1;

    assertThat(windows.isClosed(TODAY - bounds.pastDays(), watermark)).isFalse();
    // No day is kept open of which nothing is admitted.
    assertThat(windows.isClosed(TODAY - bounds.pastDays() - 1, watermark)).isTrue();
  }

  @Test
  void everyOtherWayToStart_hasTheSameDefaults() {
    assertThat(ServiceOptions.DEFAULT.maxAgeDays()).isEqualTo(bounds.pastDays());
    assertThat(
            JobsCommand.commandLine()
                .getSubcommands()
                .get("run")
                .getCommandSpec()
                .findOption("--allowed-lateness-days")
                .defaultValue())
        .isEqualTo(Integer.toString(windows.allowedLatenessDays()));
  }
}
