package dev.sluice.probe.cycle;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.send.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A device with a ledger, and a server that answers as it is told. */
final class CycleWorld {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  static final MetricRegistry REGISTRY = ScriptedReports.REGISTRY;

  final List<byte[]> sent = new ArrayList<>();
  Delivery answer = new Delivery.Acknowledged();
  private final Path directory;

  CycleWorld(Path directory) {
    this.directory = directory;
  }

  Beginning.Begun begun(LedgerFile ledger) throws IOException {
    return (Beginning.Begun) cycle(ledger).begin("rollout", header(TODAY));
  }

  ReportCycle cycle(LedgerFile ledger) {
    return cycle(ledger, ScriptedReports.AT_ONCE);
  }

  ReportCycle cycle(LedgerFile ledger, SendDelay delay) {
    return cycle(ledger, new ReportAssembler(REGISTRY, new SecureRandomness()), delay);
  }

  ReportCycle cycle(LedgerFile ledger, ReportAssembler assembler, SendDelay delay) {
    return new ReportCycle(
        REGISTRY,
        assembler,
        ledger,
        delay,
        bytes -> {
          sent.add(bytes);
          return answer;
        });
  }

  LedgerFile ledger() throws Exception {
    return LedgerFile.open(directory, Caps.DEFAULT, TODAY);
  }

  static Measurements measurable() {
    return ScriptedReports.measurements();
  }

  static ReportHeader header(LocalDate day) {
    return ScriptedReports.header("tiny", "1.1.0", day, Epsilon.of(1));
  }

  /** Draws one metric, and tells the truth. */
  static ReportAssembler drawing(String metric) {
    int ticket = 0;
    for (Metric each : REGISTRY.metrics(Design.TWO_ARM, "phone-8gb")) {
      if (each.id().equals(metric)) {
        break;
      }
      ticket += each.weight();
    }
    int drawn = ticket;
    return new ReportAssembler(
        REGISTRY, ScriptedReports.uniform(bound -> bound == 1_000 ? drawn : 0));
  }
}
