package dev.sluice.admission;

import static dev.sluice.admission.TestReports.NOON_MILLIS;
import static dev.sluice.admission.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.schemas.ReportBytes;
import dev.sluice.schemas.ReportFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportScreeningTest {
  private static final Epsilon ONE = Epsilon.of(1);

  private final TestReports reports = new TestReports(1);
  private final ReportAdmission admission = new ReportAdmission(REGISTRY, new DayBounds(28, 1));
  private final ReportScreening screening = new ReportScreening(admission);

  /** Behind a report of each context, so that most are judged by id and answer alone. */
  @Test
  void objection_changedAnywhere_isThatOfAWholeJudgement() {
    List<byte[]> sound = someOfEveryMetricAndClass();
    sound.forEach(report -> assertThat(screening.objection(report, NOON_MILLIS)).isEmpty());
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
      for (byte[] report : sound) {
        byte[] changed = report.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

        Optional<Admission.Refused> objection = screening.objection(changed, NOON_MILLIS);

        assertThat(objection).isEqualTo(judged(changed, NOON_MILLIS));
        refused += objection.isPresent() ? 1 : 0;
      }
    }
    assertThat(refused).isBetween(sound.size(), 40 * sound.size() - 1);
  }

  /** A random answer instead of a changed bit: what a mechanism cannot have made is seen again. */
  @Test
  void objection_otherBytesBehindAKnownContext_isThatOfAWholeJudgement() {
    Random random = new Random(8);
    for (byte[] report : someOfEveryMetricAndClass()) {
      assertThat(screening.objection(report, NOON_MILLIS)).isEmpty();
      int end = ReportBytes.contextEnd(report).orElseThrow();
      for (int round = 0; round < 40; round++) {
        byte[] changed = report.clone();
        for (int at = end; at < Math.min(changed.length, end + 1 + round % 6); at++) {
          changed[at] = (byte) random.nextInt(256);
        }

        assertThat(screening.objection(changed, NOON_MILLIS))
            .isEqualTo(judged(changed, NOON_MILLIS));
      }
    }
  }

  @Test
  void objection_knownContextLongAfterItsDay_isItsDay() {
    byte[] report = someOfEveryMetricAndClass().get(0);
    assertThat(screening.objection(report, NOON_MILLIS)).isEmpty();
    long late = NOON_MILLIS + Duration.ofDays(60).toMillis();

    assertThat(screening.objection(report, late))
        .map(Admission.Refused::refusal)
        .contains(Refusal.DAY_TOO_OLD);
  }

  private Optional<Admission.Refused> judged(byte[] bytes, long millis) {
    return admission.judge(bytes, millis) instanceof Admission.Refused refused
        ? Optional.of(refused)
        : Optional.empty();
  }

  private List<byte[]> someOfEveryMetricAndClass() {
    List<byte[]> some = new ArrayList<>();
    for (Metric metric : REGISTRY.metrics()) {
      for (String deviceClass : REGISTRY.deviceClasses()) {
        if (metric.availableOn(deviceClass)) {
          some.add(ReportFormat.encode(reports.report(metric.id(), deviceClass, ONE)));
        }
      }
    }
    return some;
  }
}
