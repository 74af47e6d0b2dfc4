package dev.sluice.ingest.shuffle;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.admission.DayBounds;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.ingest.InMemoryReportLog;
import dev.sluice.ingest.TestReports;
import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.IntakeOutcome;
import dev.sluice.ingest.intake.IntakeOutcome.Settled;
import dev.sluice.privacy.registry.Registries;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The shuffle behind an intake, as in a server, with a clock that the test holds in its hand. */
class ShuffledReportLogTest {
  private static final ShuffleRule RULE = new ShuffleRule(20, Duration.ofSeconds(3));

  private final TestReports reports = new TestReports(3);
  private final InMemoryReportLog log = new InMemoryReportLog();
  private final List<Runnable> later = new ArrayList<>();
  private final List<Duration> times = new ArrayList<>();
  private final PrometheusRegistry metrics = new PrometheusRegistry();
  private final ShuffledReportLog shuffle =
      new ShuffledReportLog(
          log,
          RULE,
          new Random(5),
          (time, work) -> {
            times.add(time);
            later.add(work);
          },
          metrics);
  private final Intake intake =
      new Intake(
          new ReportAdmission(Registries.of(REGISTRY), new DayBounds(28, 1)),
          NOON,
          shuffle,
          1_000,
          metrics);
  private final List<IntakeOutcome> outcomes = new ArrayList<>();

  private List<byte[]> offer(int count) {
    List<byte[]> offered = reports.next(count);
    intake.offer(offered, outcomes::add);
    return offered;
  }

  private double batches(String size) {
    return metrics.scrape(name -> name.startsWith("sluice_ingest_shuffle_batches")).stream()
        .flatMap(each -> ((CounterSnapshot) each).getDataPoints().stream())
        .filter(point -> size.equals(point.getLabels().get("size")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  @Test
  void append_belowTheMinimum_isHeldAndNobodyIsAnswered() {
    offer(12);
    offer(7);

    assertThat(log.stored()).isEmpty();
    assertThat(outcomes).isEmpty();
    assertThat(intake.counters().waiting()).isEqualTo(19);
  }

  @Test
  void append_thatReachesTheMinimum_handsAllOnInAnotherOrder() {
    List<byte[]> offered = new ArrayList<>(offer(12));
    offered.addAll(offer(8));

    assertThat(log.stored()).containsExactlyInAnyOrderElementsOf(offered).isNotEqualTo(offered);
    assertThat(outcomes)
        .containsExactlyInAnyOrder(
            new Settled(12, List.of(), List.of()), new Settled(8, List.of(), List.of()));
    assertThat(batches("whole")).isEqualTo(1);
  }

  @Test
  void append_beforeTheOtherLogAcknowledges_isNotAnswered() throws Exception {
    log.hold();
    offer(25);
    assertThat(outcomes).isEmpty();

    log.release();
    assertThat(outcomes).containsExactly(new Settled(25, List.of(), List.of()));
  }

  @Test
  void order_isDrawnFromTheGivenRandomness() {
    int fromFirst = 0;
    for (int round = 0; round < 200; round++) {
      List<byte[]> first = offer(10);
      offer(10);
      byte[] leading = log.stored().get(round * 20);
      fromFirst += first.contains(leading) ? 1 : 0;
    }

    // Binomial(200, 1/2): outside of this with a probability below 1e-6, were the seed not fixed.
    assertThat(fromFirst).isBetween(65, 135);
  }

  @Test
  void timeUp_fewerAreHandedOnAndCountedAsShort() {
    List<byte[]> offered = offer(5);
    assertThat(times).containsExactly(Duration.ofSeconds(3));
    later.get(0).run();

    assertThat(log.stored()).containsExactlyInAnyOrderElementsOf(offered);
    assertThat(outcomes).hasSize(1);
    assertThat(batches("short")).isEqualTo(1);
  }

  @Test
  void timeUp_ofABatchThatIsGone_leavesTheNextAlone() {
    offer(20);
    offer(19);
    offer(1);
    offer(3);
    assertThat(log.stored()).hasSize(40);
    assertThat(later).hasSize(2);
    later.get(0).run();

    assertThat(log.stored()).as("the time of the batch before").hasSize(40);
    later.get(1).run();
    assertThat(log.stored()).hasSize(43);
  }

  @Test
  void failures_areToldToThoseWhoseReportsFailed() {
    log.failEvery(4);
    for (int sender = 0; sender < 20; sender++) {
      offer(1);
    }

    assertThat(outcomes).hasSize(20);
    assertThat(outcomes).filteredOn(each -> ((Settled) each).acknowledged() == 0).hasSize(5);
    assertThat(log.stored()).hasSize(15);
  }

  @Test
  void hasten_handsOnWhatIsHeldAndHoldsNothingMore() {
    offer(3);
    shuffle.hasten();
    assertThat(outcomes).hasSize(1);
    offer(2);

    assertThat(outcomes).hasSize(2);
    assertThat(log.stored()).hasSize(5);
  }

  @Test
  void close_losesNothing() {
    offer(3);
    shuffle.close();

    assertThat(log.stored()).hasSize(3);
    assertThat(log.isClosed()).isTrue();
  }

  @Test
  void rule_outOfRange_isRefused() {
    assertThatThrownBy(() -> new ShuffleRule(1, Duration.ofSeconds(1)))
        .hasMessageContaining("minimum");
    assertThatThrownBy(() -> new ShuffleRule(2, Duration.ofSeconds(11)))
        .hasMessageContaining("hold");
    assertThatThrownBy(() -> new ShuffleRule(2, Duration.ZERO)).hasMessageContaining("hold");
  }
}
