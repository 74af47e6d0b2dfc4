package dev.sluice.ingest.intake;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.ingest.InMemoryReportLog;
import dev.sluice.ingest.TestReports;
import dev.sluice.ingest.intake.IntakeOutcome.QueueFull;
import dev.sluice.ingest.intake.IntakeOutcome.RejectedReport;
import dev.sluice.ingest.intake.IntakeOutcome.Settled;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.ReportFormat;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final int LIMIT = 10;

  private final TestReports reports = new TestReports(3);
  private final InMemoryReportLog log = new InMemoryReportLog();
  private final Intake intake =
      new Intake(
          new ReportAdmission(Registries.of(REGISTRY), new DayBounds(28, 1)),
          NOON,
          log,
          LIMIT,
          new PrometheusRegistry());
  private final List<IntakeOutcome> outcomes = new ArrayList<>();

  @Test
  void offer_validReports_areStoredAsReceived() {
    List<byte[]> batch = reports.next(3);

    intake.offer(batch, outcomes::add);

    assertThat(outcomes).containsExactly(new Settled(3, List.of(), List.of()));
    assertThat(log.stored()).isEqualTo(batch);
    assertThat(intake.counters().accepted()).isEqualTo(3);
  }

  @Test
  void offer_badReportAmongGood_isRejectedByIndexAndSpoilsNothing() {
    byte[] bad = reports.next();
    bad[bad.length - 1] = 1;

    intake.offer(List.of(reports.next(), bad, reports.next()), outcomes::add);

    assertThat(outcomes)
        .containsExactly(
            new Settled(2, List.of(new RejectedReport(1, Problem.NONZERO_PADDING, "")), List.of()));
    assertThat(log.stored()).hasSize(2);
    assertThat(intake.counters().refusals(Problem.NONZERO_PADDING)).isEqualTo(1);
  }

  @Test
  void offer_onlyBadReports_doNotReachTheLog() {
    log.hold();

    intake.offer(List.of(new byte[ReportFormat.BYTES]), outcomes::add);

    assertThat(outcomes)
        .containsExactly(
            new Settled(
                0, List.of(new RejectedReport(0, Problem.NOT_SINGLE_OBJECT, "")), List.of()));
  }

  @Test
  void offer_logFailsForSome_namesTheirPlacesAmongTheOffered() {
    log.failEvery(2);
    byte[] bad = new byte[ReportFormat.BYTES];

    intake.offer(List.of(bad, reports.next(), reports.next(), bad, reports.next()), outcomes::add);

    Settled settled = (Settled) outcomes.get(0);
    assertThat(settled.acknowledged()).isEqualTo(1);
    assertThat(settled.rejected()).extracting(RejectedReport::index).containsExactly(0, 3);
    assertThat(settled.unacknowledged()).containsExactly(1, 4);
    assertThat(intake.counters().refusals(Problem.LOG_UNAVAILABLE)).isEqualTo(2);
  }

  @Test
  void offer_beforeTheAcknowledgement_isNotSettled() throws InterruptedException {
    log.hold();

    intake.offer(reports.next(2), outcomes::add);

    assertThat(outcomes).isEmpty();
    assertThat(intake.counters().accepted()).isZero();
    assertThat(intake.counters().waiting()).isEqualTo(2);
    log.release();
    assertThat(outcomes).containsExactly(new Settled(2, List.of(), List.of()));
    assertThat(intake.counters().waiting()).isZero();
  }

  @Test
  void offer_moreThanMayWait_isRefusedWholeUntilThereIsRoom() throws InterruptedException {
    log.hold();
    intake.offer(reports.next(LIMIT - 1), outcomes::add);

    intake.offer(reports.next(2), outcomes::add);

    assertThat(outcomes).containsExactly(new QueueFull());
    assertThat(intake.counters().refusals(Problem.QUEUE_FULL)).isEqualTo(2);
    log.release();
    intake.offer(reports.next(LIMIT), outcomes::add);
    assertThat(outcomes).last().isEqualTo(new Settled(LIMIT, List.of(), List.of()));
    assertThat(log.stored()).hasSize(2 * LIMIT - 1);
  }

  @Test
  void offer_rejectedReports_giveTheirRoomBackAtOnce() {
    log.hold();
    for (int round = 0; round < 3; round++) {
      intake.offer(
          java.util.Collections.nCopies(LIMIT, new byte[ReportFormat.BYTES]), outcomes::add);
    }

    assertThat(outcomes).hasSize(3).doesNotContain(new QueueFull());
    assertThat(intake.counters().waiting()).isZero();
  }

  @Test
  void counters_atRest_addUp() throws InterruptedException {
    log.failEvery(3);
    intake.offer(List.of(reports.next(), new byte[1], reports.next()), outcomes::add);
    log.hold();
    intake.offer(reports.next(LIMIT), outcomes::add);
    intake.offer(reports.next(1), outcomes::add);
    log.release();
    intake.counters().refusedBody(Problem.BODY_TOO_LARGE);

    IntakeCounters counters = intake.counters();
    long refused = 0;
    for (Problem problem : Problem.values()) {
      refused += counters.refusals(problem);
    }
    assertThat(counters.received()).isEqualTo(3 + LIMIT + 1 + 1);
    assertThat(counters.accepted() + refused).isEqualTo(counters.received());
  }
}
