package dev.sluice.admission;

import static dev.sluice.admission.TestReports.NOON_MILLIS;
import static dev.sluice.admission.TestReports.REGISTRY;
import static dev.sluice.admission.TestReports.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports are judged by the registry that they name, and by no other. */
class AdmissionByRegistryTest {
  private static final DayBounds DAYS = new DayBounds(28, 1);
  private static final Epsilon ONE = Epsilon.of(1);

  private final TestReports reports = new TestReports(1);

  /**
   * The same places, other metrics: whoever looks them up in the wrong list takes one for another.
   */
  @Test
  void judge_placesOfAnotherRegistry_areNeverLookedUp() throws RegistryException {
    String yaml = BundledRegistry.text();
    MetricRegistry other =
        RegistryParser.parse(
            yaml.replace("[phone-4gb, phone-8gb,", "[phone-8gb, phone-4gb,"), "other");
    assertThat(other.digest()).isNotEqualTo(REGISTRY.digest());
    ReportAdmission others = new ReportAdmission(Registries.of(other), DAYS);

    for (int metric = 0; metric < ReportFormat.MAX_LISTED; metric++) {
      Report report =
          Report.newBuilder(reports.report("quality", "phone-8gb", ONE)).setMetric(metric).build();

      assertThat(
              ((Admission.Refused) others.judge(ReportFormat.encode(report), NOON_MILLIS))
                  .refusal())
          .isEqualTo(Refusal.REGISTRY_MISMATCH);
    }
  }

  /** Every place is another metric and another class in the one than in the other. */
  @Test
  void judge_samePlacesInTwoRegistries_areWhatTheyAreInTheReportsOwn() throws RegistryException {
    MetricRegistry older = TestReports.withRotatedLists();
    ReportAdmission both = new ReportAdmission(new Registries(REGISTRY, List.of(older)), DAYS);
    TestReports ofTheOlder = new TestReports(3, older);

    for (Metric metric : REGISTRY.metrics()) {
      for (String deviceClass : List.of("phone-8gb", "laptop-16gb")) {
        Report old = ofTheOlder.report(metric.id(), deviceClass, ONE);
        Report present = reports.report(metric.id(), deviceClass, ONE);

        assertThat(old.getMetric()).isNotEqualTo(present.getMetric());
        assertThat(old.getDeviceClass()).isNotEqualTo(present.getDeviceClass());
        assertAdmitted(both, present, 0, metric, deviceClass);
        assertAdmitted(both, old, 1, metric, deviceClass);
      }
    }
  }

  private static void assertAdmitted(
      ReportAdmission admission, Report report, int registry, Metric metric, String deviceClass) {
    assertThat(admission.judge(ReportFormat.encode(report), NOON_MILLIS))
        .isInstanceOfSatisfying(
            Admission.Admitted.class,
            admitted -> {
              assertThat(admitted.registry()).isEqualTo(registry);
              assertThat(admitted.metric()).isEqualTo(metric);
              assertThat(admitted.deviceClass()).isEqualTo(deviceClass);
            });
  }

  /** What has expired, is unavailable or out of range is so by the report's own registry. */
  @Test
  void judge_ruleThatOneRegistryHas_holdsForItsOwnReportsAlone() throws RegistryException {
    String yaml = BundledRegistry.text();
    MetricRegistry older =
        RegistryParser.parse(
            yaml.replaceFirst("expires: \\S+", "expires: \"" + TODAY.minusDays(1) + "\"")
                .replace("epsilonTiers: [0.5, 1, 2, 4, 8]", "epsilonTiers: [1, 2, 4, 8]"),
            "older");
    ReportAdmission both = new ReportAdmission(new Registries(REGISTRY, List.of(older)), DAYS);
    TestReports ofTheOlder = new TestReports(4, older);
    Metric expired = older.metrics().get(0);
    Epsilon two = Epsilon.of(2);

    assertThat(judge(both, reports.report(expired.id(), "phone-8gb", two)))
        .isInstanceOf(Admission.Admitted.class);
    Report old = ofTheOlder.report(expired.id(), "phone-8gb", two);
    assertThat(refusal(both, old)).isEqualTo(Refusal.METRIC_EXPIRED);
    Report.Builder yesterday = Report.newBuilder(old).setDay(TODAY.minusDays(1));
    assertThat(judge(both, yesterday.build())).isInstanceOf(Admission.Admitted.class);
    assertThat(refusal(both, yesterday.setEpsilonTier(4).build()))
        .isEqualTo(Refusal.UNKNOWN_EPSILON_TIER);
  }

  @Test
  void judge_thirdRegistry_isRefusedBesideTwo() throws RegistryException {
    MetricRegistry older = TestReports.withRotatedLists();
    MetricRegistry third =
        RegistryParser.parse(
            BundledRegistry.text().replaceFirst("owner: \\S+", "owner: somebody-else"), "third");
    ReportAdmission both = new ReportAdmission(new Registries(REGISTRY, List.of(older)), DAYS);

    assertThat(refusal(both, new TestReports(5, third).report("quality", "phone-8gb", ONE)))
        .isEqualTo(Refusal.REGISTRY_MISMATCH);
  }

  private static Refusal refusal(ReportAdmission admission, Report report) {
    return ((Admission.Refused) judge(admission, report)).refusal();
  }

  private static Admission judge(ReportAdmission admission, Report report) {
    return admission.judge(ReportFormat.encode(report), NOON_MILLIS);
  }
}
