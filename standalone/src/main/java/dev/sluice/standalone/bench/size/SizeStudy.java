package dev.sluice.standalone.bench.size;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.reports.ReportMix;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** How large a report is beside its content in JSON, over reports as a fleet sends them. */
public final class SizeStudy implements Study {
  private static final int REPORTS = 3_000;
  private static final int VERSIONS = 3;
  private static final Limit LIMIT = new Limit.AtMost(0.35);

  @Override
  public String id() {
    return "size";
  }

  @Override
  public String title() {
    return "bytes of a report, padding and all, beside its content in JSON";
  }

  @Override
  public int steps(BenchPlan plan) {
    return 1;
  }

  @Override
  public Findings measure(Stage stage) {
    List<Double> ratios = new ArrayList<>();
    List<Double> wire = new ArrayList<>();
    List<Double> json = new ArrayList<>();
    LocalDate today = LocalDate.now(Clock.systemUTC());
    MetricRegistry registry = BundledRegistry.load();
    ReportJson content = new ReportJson(registry);
    for (int round = 0; round < stage.plan().rounds(); round++) {
      List<byte[]> reports = new ReportMix(registry, VERSIONS, round).reports(REPORTS, today);
      double wireBytes = reports.stream().mapToInt(each -> each.length).average().orElseThrow();
      double jsonBytes = reports.stream().mapToInt(content::bytesOf).average().orElseThrow();
      wire.add(wireBytes);
      json.add(jsonBytes);
      ratios.add(wireBytes / jsonBytes);
    }
    stage.step("size");
    return new Findings(
        new FigureList()
            .add("report_bytes_ratio", "ratio", ratios, LIMIT)
            .add("report_bytes", "bytes", wire)
            .add("report_json_bytes", "bytes", json)
            .toList(),
        List.of());
  }
}
