package dev.sluice.jobs.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.admission.Admission;
import dev.sluice.admission.AdmittedContext;
import dev.sluice.admission.DayBounds;
import dev.sluice.admission.Refusal;
import dev.sluice.jobs.InvalidReports;
import dev.sluice.jobs.InvalidReports.InvalidReport;
import dev.sluice.jobs.TestContexts;
import dev.sluice.jobs.TestReports;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReportJudgeTest {
  private static final LocalDate DAY = TestReports.DAY;
  private static final long LOGGED = DAY.atTime(23, 59).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final TestReports reports = new TestReports(3);
  private final ReportJudge judge =
      new ReportJudge(Registries.of(TestReports.REGISTRY), new DayBounds(30, 2));

  @Test
  void judge_anyValidReport_isAdmittedWithItsCellAndPayload() {
    for (int i = 0; i < 1000; i++) {
      Report report = reports.any(DAY);
      AdmittedReport admitted = judge.judge(logged(ReportFormat.encode(report))).left();

      assertThat(admitted.cell()).isEqualTo(TestContexts.cell(report));
      assertThat(admitted.payload())
          .containsExactly(report.getPayload().stream().mapToLong(Long::longValue).toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("invalidReports")
  void judge_invalid_isRefusedWithReasonAndDay(InvalidReport invalid) {
    Either<AdmittedReport, RefusedReport> judged = judge.judge(logged(invalid.bytes()));

    assertThat(judged.isRight()).isTrue();
    assertThat(judged.right().day()).isEqualTo(invalid.day().toEpochDay());
    assertThat(judged.right().reason()).isEqualTo(invalid.refusal().code());
    assertThat(judged.right().logged().bytes()).isEqualTo(invalid.bytes());
  }

  static List<InvalidReport> invalidReports() {
    return new InvalidReports(new TestReports(4)).of(DAY);
  }

  @ParameterizedTest
  @CsvSource({"-31, false", "-30, true", "0, true", "2, true", "3, false"})
  void judge_dayRelativeToTheLogs_isBelievedWithinBounds(int offset, boolean believed) {
    byte[] bytes = ReportFormat.encode(reports.quality(DAY.plusDays(offset)));

    assertThat(judge.judge(logged(bytes)).isLeft()).isEqualTo(believed);
  }

  @Test
  void judge_metricAfterItsExpiry_isRefused() {
    LocalDate expiry = TestReports.REGISTRY.metric("quality").orElseThrow().expires();
    byte[] last = ReportFormat.encode(reports.quality(expiry));
    byte[] tooLate = ReportFormat.encode(reports.quality(expiry.plusDays(1)));
    long logged = expiry.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    assertThat(judge.judge(new LoggedRecord(0, 1, logged, last)).isLeft()).isTrue();
    assertThat(judge.judge(new LoggedRecord(0, 2, logged, tooLate)).right().reason())
        .isEqualTo(Refusal.METRIC_EXPIRED.code());
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

      assertThatCode(() -> judge.judge(logged(bytes))).doesNotThrowAnyException();
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
      Either<AdmittedReport, RefusedReport> judged = judge.judge(logged(changed));
      if (judged.isLeft()) {
        admitted++;
        assertThat(identity(judged.left()))
            .isNotEqualTo(identity(judge.judge(logged(valid)).left()));
      }
    }

    assertThat(admitted).isPositive();
  }

  /** A judge that has seen the context of each report before, beside one that has seen nothing. */
  @Test
  void judge_contextSeenBefore_answersLikeOneThatReadsAllOfIt() {
    Random random = new Random(7);
    List<Report> some = Stream.generate(() -> reports.any(DAY)).limit(300).toList();
    some.forEach(report -> judge.judge(logged(ReportFormat.encode(report))));
    int refused = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = ReportFormat.encode(some.get(random.nextInt(some.size())));
      if (i % 4 != 0) {
        // Near the end of what is written, where the answer is, or anywhere.
        int place = i % 2 == 0 ? random.nextInt(bytes.length) : 70 + random.nextInt(70);
        bytes[place] ^= (byte) (1 + random.nextInt(255));
      }
      long logged = LOGGED + random.nextInt(-3, 32) * 86_400_000L;
      LoggedRecord record = new LoggedRecord(0, 0, logged, bytes);
      var fresh =
          new ReportJudge(Registries.of(TestReports.REGISTRY), new DayBounds(30, 2)).judge(record);
      var seen = judge.judge(record);

      assertThat(seen.isLeft()).isEqualTo(fresh.isLeft());
      if (seen.isLeft()) {
        assertThat(identity(seen.left())).isEqualTo(identity(fresh.left()));
      } else {
        assertThat(seen.right()).isEqualTo(fresh.right());
        refused++;
      }
    }

    assertThat(refused).isBetween(400, 3_600);
  }

  @Test
  void judge_recordWithoutValue_isRefusedForItsLength() {
    assertThat(judge.judge(logged(null)).right().reason()).isEqualTo(Refusal.WRONG_LENGTH.code());
  }

  @Test
  void judge_megabyteOfGarbage_isRefused() {
    byte[] garbage = new byte[1 << 20];
    new Random(8).nextBytes(garbage);

    assertThat(judge.judge(logged(garbage)).right().reason())
        .isEqualTo(Refusal.WRONG_LENGTH.code());
  }

  /** A defect of the rules must cost one record, and not the partition that it is in. */
  @Test
  void judge_whoseRulesBreakDown_refusesAsTheServersOwnFault() {
    ReportJudge broken =
        new ReportJudge(
            new ReportJudge.Rules() {
              @Override
              public Admission judge(byte[] bytes, long loggedMillis) {
                throw new IllegalStateException("a defect");
              }

              @Override
              public AdmittedContext context(Admission.Admitted admitted) {
                throw new IllegalStateException("nothing was admitted");
              }
            });

    RefusedReport refused = broken.judge(logged(new byte[] {1})).right();

    assertThat(refused.reason()).isEqualTo(ReportJudge.JUDGE_FAILED);
    assertThat(refused.day()).isEqualTo(RefusedReport.UNKNOWN_DAY);
  }

  private static LoggedRecord logged(byte[] value) {
    return new LoggedRecord(0, 0, LOGGED, value);
  }

  private static List<Object> identity(AdmittedReport report) {
    return List.of(
        report.idFingerprint(), report.cell(), Arrays.stream(report.payload()).boxed().toList());
  }
}
