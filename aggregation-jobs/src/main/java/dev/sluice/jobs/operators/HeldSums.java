package dev.sluice.jobs.operators;

import dev.sluice.jobs.admission.ReportContext;
import dev.sluice.jobs.cells.Cell;
import dev.sluice.jobs.cells.CellId;
import dev.sluice.jobs.cells.PartialSums;
import dev.sluice.jobs.cells.RunningSums;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The sums that have not left an operator yet. */
final class HeldSums {
  /** Whoever may invent model names must not be able to fill the memory with cells. */
  private static final int MAX_CELLS = 4096;

  private final Mechanisms mechanisms;
  private final Map<CellId, RunningSums> sums = new HashMap<>();

  HeldSums(Mechanisms mechanisms) {
    this.mechanisms = mechanisms;
  }

  /** The sums of a cell, none at first. */
  RunningSums of(ReportContext context) {
    RunningSums known = sums.get(context.cellId());
    if (known == null) {
      Cell cell = context.cell();
      known = new RunningSums(context.cellId(), cell, mechanisms.of(cell));
      sums.put(context.cellId(), known);
    }
    return known;
  }

  boolean isFull() {
    return sums.size() >= MAX_CELLS;
  }

  void drain(Consumer<PartialSums> consumer) {
    sums.values().stream()
        .filter(each -> !each.isEmpty())
        .forEach(each -> consumer.accept(each.toPartialSums()));
    sums.clear();
  }
}
