package dev.sluice.standalone.bench.study;

import java.io.IOException;

/** One question that the bench can answer. */
public interface Study {

  /** Short name, for {@code --only} and for the table. */
  String id();

  /** What is measured, in a line for people. */
  String title();

  /** How many times it will say that a step is done. */
  int steps(BenchPlan plan);

  /**
   * Measures.
   *
   * @throws IOException if a side fails
   */
  Findings measure(Stage stage) throws IOException, InterruptedException;
}
