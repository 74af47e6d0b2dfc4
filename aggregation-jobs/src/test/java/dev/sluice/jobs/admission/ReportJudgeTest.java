package dev.sluice.jobs.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.admission.DayBounds;
import dev.sluice.admission.Refusal;
import dev.sluice.jobs.InvalidReports;
import dev.sluice.jobs.InvalidReports.InvalidReport;
import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportJudgeTest {
  private static final LocalDate DAY = TestReports.DAY;
  private static final long LOGGED = DAY.atTime(23, 59).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final TestReports reports = new TestReports(3);
  private final ReportJudge judge = new ReportJudge(TestReports.REGISTRY, new DayBounds(30, 2));

  @Test
  void judge_anyValidReport_isAdmittedWithItsCellAndPayload() {
    for (int i = 0; i < 1000; i++) {
      Report report = reports.any(DAY);
      AdmittedReport admitted = judge.judge(ReportFormat.encode(report), LOGGED).left();

      assertThat(admitted.cell()).isEqualTo(Cell.of(report));
      assertThat(admitted.payload())
          .containsExactly(report.getPayload().stream().mapToLong(Long::longValue).toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("invalidReports")
  void judge_invalid_isRefusedWithReasonAndDay(InvalidReport invalid) {
    Either<AdmittedReport, RefusedReport> judged = judge.judge(invalid.bytes(), LOGGED);

    assertThat(judged.isRight()).isTrue();
    assertThat(judged.right())
        .isEqualTo(new RefusedReport(invalid.day().toEpochDay(), invalid.refusal()));
  }

  static List<InvalidReport> invalidReports() {
    return new InvalidReports(new TestReports(4)).of(DAY);
  }

  @ParameterizedTest
  @CsvSource({"-31, false", "-30, true", "0, true", "2, true", "3, false"})
  void judge_dayRelativeToTheLogs_isBelievedWithinBounds(int offset, boolean believed) {
    byte[] bytes = ReportFormat.encode(reports.quality(DAY.plusDays(offset)));

    assertThat(judge.judge(bytes, LOGGED).isLeft()).isEqualTo(believed);
  }

  @Test
  void judge_metricAfterItsExpiry_isRefused() {
    LocalDate expiry = TestReports.REGISTRY.metric("quality").orElseThrow().expires();
    byte[] last = ReportFormat.encode(reports.quality(expiry));
    byte[] tooLate = ReportFormat.encode(reports.quality(expiry.plusDays(1)));
    long logged = expiry.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    assertThat(judge.judge(last, logged).isLeft()).isTrue();
    assertThat(judge.judge(tooLate, logged).right().refusal()).isEqualTo(Refusal.METRIC_EXPIRED);
  }

  @Test
  void invalidReports_togetherWithExpiry_showEveryRefusal() {
    EnumSet<Refusal> shown = EnumSet.of(Refusal.METRIC_EXPIRED);
    invalidReports().forEach(each -> shown.add(each.refusal()));

    assertThat(shown).containsExactlyInAnyOrder(Refusal.values());
  }

  @Test
  void judge_anyByteChanged_answers() {
    Random random = new Random(5);
    byte[] valid = ReportFormat.encode(reports.quality(DAY));
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = valid.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);

      assertThatCode(() -> judge.judge(bytes, LOGGED)).doesNotThrowAnyException();
    }
  }

  /** What is remembered of a report, its id, cell and payload, tells it from every other one. */
  @Test
  void judge_anyByteChangedAndStillAdmitted_differsInIdCellOrPayload() {
    Random random = new Random(6);
    int admitted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] valid = ReportFormat.encode(reports.any(DAY));
      byte[] changed = valid.clone();
      int place = random.nextInt(changed.length);
      changed[place] ^= (byte) (1 + random.nextInt(255));
      Either<AdmittedReport, RefusedReport> judged = judge.judge(changed, LOGGED);
      if (judged.isLeft()) {
        admitted++;
        assertThat(identity(judged.left()))
            .isNotEqualTo(identity(judge.judge(valid, LOGGED).left()));
      }
    }

    assertThat(admitted).isPositive();
  }

  private static List<Object> identity(AdmittedReport report) {
    return List.of(
        report.idFingerprint(), report.cell(), Arrays.stream(report.payload()).boxed().toList());
  }
}
