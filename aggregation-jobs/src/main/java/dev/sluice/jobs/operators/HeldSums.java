package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.AdmittedReport;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.RunningSums;
import dev.sluice.privacy.mechanism.Mechanism;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The sums that have not left an operator yet. */
final class HeldSums {
  /** Whoever may invent model names must not be able to fill the memory with cells. */
  private static final int MAX_CELLS = 4096;

  private final Map<String, Mechanism> mechanisms;
  private final Map<Cell, RunningSums> sums = new HashMap<>();

  HeldSums(MetricRegistry registry) {
    this.mechanisms =
        registry.metrics().stream().collect(Collectors.toMap(Metric::id, Metric::mechanism));
  }

  void add(AdmittedReport report) {
    sums.computeIfAbsent(report.cell(), this::none).add(report.payload());
  }

  boolean isFull() {
    return sums.size() >= MAX_CELLS;
  }

  void drain(Consumer<PartialSums> consumer) {
    sums.values().forEach(each -> consumer.accept(each.toPartialSums()));
    sums.clear();
  }

  private RunningSums none(Cell cell) {
    Mechanism mechanism = mechanisms.get(cell.metric());
    if (mechanism == null) {
      throw new IllegalStateException("a report was admitted of an unregistered metric");
    }
    return new RunningSums(cell, mechanism);
  }
}
