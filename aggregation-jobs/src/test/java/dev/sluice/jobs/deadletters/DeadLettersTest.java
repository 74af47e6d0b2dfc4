package dev.sluice.jobs.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.DayBounds;
import dev.sluice.admission.Refusal;
import dev.sluice.jobs.InvalidReports;
import dev.sluice.jobs.TestReports;
import dev.sluice.jobs.admission.LoggedRecord;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.jobs.admission.ReportJudge;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.TopicKeys;
import dev.sluice.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
  private static final LocalDate DAY = TestReports.DAY;
  private static final long LOGGED = DAY.atTime(21, 17, 4).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final TestReports reports = new TestReports(11);
  private final ReportJudge strict =
      new ReportJudge(Registries.of(TestReports.REGISTRY), new DayBounds(30, 2));
  private final ReportJudge lenient =
      new ReportJudge(Registries.of(TestReports.REGISTRY), new DayBounds(5000, 2));

  @Test
  void of_refusedRecord_saysWhyWhereAndOnWhichDayAndNothingElse() {
    byte[] bytes = {1, 2, 3};

    DeadLetter letter = DeadLetters.of(refused("malformed", bytes));

    assertThat(letter)
        .isEqualTo(new DeadLetter("malformed", DAY, 3, 77L, 3, ByteBuffer.wrap(bytes)));
    assertThat(TopicKeys.of(letter)).isEqualTo("3/77");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 4097, 1 << 20})
  void of_valueOfAnyLength_hasItsLengthAndBytesUpToTheBound(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);

    DeadLetter letter = DeadLetters.of(refused("wrong-length", bytes));

    assertThat(letter.getLength()).isEqualTo(length);
    assertThat(letter.getBytes()).isEqualTo(length <= 4096 ? ByteBuffer.wrap(bytes) : null);
  }

  @Test
  void of_recordWithoutValue_hasNoBytes() {
    assertThat(DeadLetters.of(refused("wrong-length", null)).getBytes()).isNull();
  }

  @Test
  void of_somethingHiddenInThePadding_doesNotPassItOn() {
    byte[] hidden = ReportFormat.encode(reports.quality(DAY));
    hidden[hidden.length - 1] = 1;

    RefusedReport refused = strict.judge(logged(hidden)).right();

    assertThat(refused.reason()).isEqualTo(Refusal.NONZERO_PADDING.code());
    assertThat(DeadLetters.of(refused).getBytes()).isNull();
  }

  @Test
  void record_ofALetter_isTheReportsOwnBytesUnderItsIdOnTheDayOfItsArrival() {
    var report = reports.quality(DAY.minusDays(100));
    byte[] bytes = ReportFormat.encode(report);
    DeadLetter letter = DeadLetters.of(strict.judge(logged(bytes)).right());

    ProducerRecord<byte[], byte[]> replayed = Replay.record(letter);

    assertThat(replayed.topic()).isEqualTo(Topics.REPORTS);
    assertThat(replayed.key()).isEqualTo(report.getId().bytes());
    assertThat(replayed.value()).isEqualTo(bytes);
    assertThat(replayed.timestamp())
        .isEqualTo(DAY.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());
    assertThat(replayed.headers()).isEmpty();
  }

  /** The time of day is not kept, and is not needed: every other refusal comes out the same. */
  @Test
  void letters_judgedAgainByTheSameRules_areRefusedForTheSameReason() {
    for (InvalidReports.InvalidReport invalid : new InvalidReports(reports).of(DAY)) {
      DeadLetter letter = DeadLetters.of(strict.judge(logged(invalid.bytes())).right());
      if (letter.getBytes() != null) {
        assertThat(strict.judge(DeadLetters.logged(letter)).right().reason())
            .isEqualTo(letter.getReason());
      }
    }
  }

  @Test
  void survey_ofLettersThatAFixWouldAdmit_countsThemByReason() {
    DeadLetterSurvey survey = new DeadLetterSurvey(lenient);
    byte[] old = ReportFormat.encode(reports.quality(DAY.minusDays(100)));
    DeadLetter cured = DeadLetters.of(strict.judge(logged(old)).right());
    DeadLetter tooLong = DeadLetters.of(refused("wrong-length", new byte[5000]));
    DeadLetter garbage = DeadLetters.of(refused("wrong-length", new byte[50]));

    assertThat(survey.add(cured)).isTrue();
    assertThat(survey.add(cured)).isTrue();
    assertThat(survey.add(tooLong)).isFalse();
    assertThat(survey.add(garbage)).isFalse();
    survey.replayed("day-too-old");

    assertThat(survey.counts())
        .containsExactly(
            new DeadLetterCount("day-too-old", 2, 2, 2, 1, DAY, DAY),
            new DeadLetterCount("wrong-length", 2, 1, 0, 0, DAY, DAY));
  }

  private static RefusedReport refused(String reason, byte[] value) {
    return new RefusedReport(RefusedReport.UNKNOWN_DAY, reason, logged(value));
  }

  private static LoggedRecord logged(byte[] value) {
    return new LoggedRecord(3, 77, LOGGED, value);
  }
}
