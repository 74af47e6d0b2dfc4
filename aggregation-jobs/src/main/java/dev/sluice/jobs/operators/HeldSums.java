package dev.sluice.jobs.operators;

import dev.sluice.jobs.cells.Cell;
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
  private final Map<Cell, RunningSums> sums = new HashMap<>();

  HeldSums(Mechanisms mechanisms) {
    this.mechanisms = mechanisms;
  }

  /** The sums of a cell, none at first. */
  RunningSums of(Cell cell) {
    return sums.computeIfAbsent(cell, any -> new RunningSums(any, mechanisms.of(any)));
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
