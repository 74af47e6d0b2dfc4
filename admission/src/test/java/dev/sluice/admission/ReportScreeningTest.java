package dev.sluice.admission;

import static dev.sluice.admission.TestReports.NOON_MILLIS;
import static dev.sluice.admission.TestReports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.schemas.ReportBytes;
import dev.sluice.schemas.ReportFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportScreeningTest {
  private static final Epsilon ONE = Epsilon.of(1);
  private static final Screened PASSED = new Screened.Passed(0);

  private final TestReports reports = new TestReports(1);
  private final ReportAdmission admission =
      new ReportAdmission(Registries.of(REGISTRY), new DayBounds(28, 1));
  private final ReportScreening screening = new ReportScreening(admission);

  /** Behind a report of each context, so that most are judged by id and answer alone. */
  @Test
  void screen_changedAnywhere_isThatOfAWholeJudgement() {
    List<byte[]> sound = someOfEveryMetricAndClass();
    sound.forEach(report -> assertThat(screening.screen(report, NOON_MILLIS)).isEqualTo(PASSED));
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 40; round++) {
      for (byte[] report : sound) {
        byte[] changed = report.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

        Screened screened = screening.screen(changed, NOON_MILLIS);

        assertThat(screened).isEqualTo(judged(changed, NOON_MILLIS));
        refused += screened.equals(PASSED) ? 0 : 1;
      }
    }
    assertThat(refused).isBetween(sound.size(), 40 * sound.size() - 1);
  }

  /** A random answer instead of a changed bit: what a mechanism cannot have made is seen again. */
  @Test
  void screen_otherBytesBehindAKnownContext_isThatOfAWholeJudgement() {
    Random random = new Random(8);
    for (byte[] report : someOfEveryMetricAndClass()) {
      assertThat(screening.screen(report, NOON_MILLIS)).isEqualTo(PASSED);
      int end = ReportBytes.contextEnd(report).orElseThrow();
      for (int round = 0; round < 40; round++) {
        byte[] changed = report.clone();
        for (int at = end; at < Math.min(changed.length, end + 1 + round % 6); at++) {
          changed[at] = (byte) random.nextInt(256);
        }

        assertThat(screening.screen(changed, NOON_MILLIS)).isEqualTo(judged(changed, NOON_MILLIS));
      }
    }
  }

  @Test
  void screen_knownContextLongAfterItsDay_isItsDay() {
    byte[] report = someOfEveryMetricAndClass().get(0);
    assertThat(screening.screen(report, NOON_MILLIS)).isEqualTo(PASSED);
    long late = NOON_MILLIS + Duration.ofDays(60).toMillis();

    assertThat(((Admission.Refused) screening.screen(report, late)).refusal())
        .isEqualTo(Refusal.DAY_TOO_OLD);
  }

  /** The first report of a context and the next ones, of either registry in turn. */
  @Test
  void screen_reportsOfTwoRegistries_sayWhichEachIsOf() throws RegistryException {
    MetricRegistry older = TestReports.withRotatedLists();
    ReportScreening both =
        new ReportScreening(
            new ReportAdmission(new Registries(REGISTRY, List.of(older)), new DayBounds(28, 1)));
    TestReports old = new TestReports(2, older);

    byte[] ofThePresent = ReportFormat.encode(reports.report("quality", "phone-8gb", ONE));
    byte[] ofTheOlder = ReportFormat.encode(old.report("quality", "phone-8gb", ONE));
    for (int round = 0; round < 3; round++) {
      assertThat(both.screen(ofThePresent, NOON_MILLIS)).isEqualTo(PASSED);
      assertThat(both.screen(ofTheOlder, NOON_MILLIS)).isEqualTo(new Screened.Passed(1));
    }
  }

  private Screened judged(byte[] bytes, long millis) {
    return admission.judge(bytes, millis) instanceof Admission.Refused refused ? refused : PASSED;
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
