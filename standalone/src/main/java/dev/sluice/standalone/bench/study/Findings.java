package dev.sluice.standalone.bench.study;

import dev.sluice.probe.bench.Figure;
import java.util.List;

/**
 * What a study found.
 *
 * @param figures what was measured; what could not be is not among them
 * @param notes what a reader must know to take the figures for what they are, one sentence each
 */
public record Findings(List<Figure> figures, List<String> notes) {
  public Findings {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }
}
