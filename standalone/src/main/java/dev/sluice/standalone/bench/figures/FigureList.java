package dev.sluice.standalone.bench.figures;

import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects figures from values, one a round. What no round could tell is no figure. */
public final class FigureList {
  private final List<Figure> figures = new ArrayList<>();

  /** A figure that is expected to keep to something. */
  public FigureList add(String id, String unit, List<Double> rounds, Limit limit) {
    return add(id, unit, rounds, Optional.of(limit));
  }

  /** A figure that is only told. */
  public FigureList add(String id, String unit, List<Double> rounds) {
    return add(id, unit, rounds, Optional.empty());
  }

  /** Processor time a report and rate of one side, as {@code ID_cpu} and {@code ID_rate}. */
  public FigureList addSide(String id, List<Cost> rounds) {
    add(id + "_cpu", "us/report", rounds.stream().map(Cost::cpuMicros).toList());
    return add(id + "_rate", "reports/s", rounds.stream().map(Cost::rate).toList());
  }

  /**
   * What a report costs on one side over what it costs on the other, round by round: both sides of
   * a quotient met the same weather.
   */
  public FigureList addCpuRatio(String id, List<Cost> over, List<Cost> under, Limit limit) {
    if (over.size() != under.size()) {
      throw new IllegalArgumentException("both sides of a ratio take part in every round");
    }
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < over.size(); round++) {
      ratios.add(over.get(round).cpuMicros() / under.get(round).cpuMicros());
    }
    return add(id, "ratio", ratios, limit);
  }

  /** All that were added. */
  public List<Figure> toList() {
    return List.copyOf(figures);
  }

  private FigureList add(String id, String unit, List<Double> rounds, Optional<Limit> limit) {
    double[] known =
        rounds.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    if (known.length > 0) {
      figures.add(Figure.of(id, unit, known, limit));
    }
    return this;
  }
}
