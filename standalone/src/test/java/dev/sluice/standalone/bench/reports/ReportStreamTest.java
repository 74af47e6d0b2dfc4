package dev.sluice.standalone.bench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admission.Admission;
import dev.sluice.admission.DayBounds;
import dev.sluice.admission.ReportAdmission;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Report;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportStreamTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final MetricRegistry REGISTRY = BundledRegistry.load();
  private static final long RECEIVED = DAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();

  private final ReportAdmission admission =
      new ReportAdmission(Registries.of(REGISTRY), new DayBounds(1, 1));

  @Test
  void next_farBeyondTheTemplates_isAlwaysAnAdmittedReportWithAnIdOfItsOwn() {
    ReportStream stream = ReportStream.of(REGISTRY, 2, DAY, 1);
    Set<String> ids = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      byte[] report = stream.next();
      assertThat(admission.judge(report, RECEIVED)).isInstanceOf(Admission.Admitted.class);
      ids.add(HexFormat.of().formatHex(stream.idOf(report)));
    }

    assertThat(ids).hasSize(10_000);
  }

  @Test
  void next_sameSeed_givesTheSameBytes() {
    ReportStream one = ReportStream.of(REGISTRY, 2, DAY, 7);
    ReportStream other = ReportStream.of(REGISTRY, 2, DAY, 7);
    ReportStream another = ReportStream.of(REGISTRY, 2, DAY, 8);

    byte[] first = one.next();
    assertThat(other.next()).isEqualTo(first);
    assertThat(another.next()).isNotEqualTo(first);
  }

  @Test
  void mix_manyVersions_haveThemAllAndReportsOfBothDesigns() {
    Set<String> versions = new HashSet<>();
    int paired = 0;

    for (byte[] bytes : new ReportMix(REGISTRY, 100, 3).reports(3_000, DAY)) {
      Report report = ((Admission.Admitted) admission.judge(bytes, RECEIVED)).report();
      versions.add(report.getModel().getName() + report.getModel().getVersion());
      paired += report.getBaseline() == null ? 0 : 1;
    }

    assertThat(versions).hasSize(100);
    assertThat(paired).isBetween(600, 1_400);
  }
}
