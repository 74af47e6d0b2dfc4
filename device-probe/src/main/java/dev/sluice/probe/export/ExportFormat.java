package dev.sluice.probe.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A format of results that other tools read. */
public enum ExportFormat {
  /**
   * {@code results.json} of lm-evaluation-harness: a rate and its standard error for each suite.
   */
  LM_EVAL,
  /** XML as continuous integration shows it: a suite is a test suite, an item a test case. */
  JUNIT,
  /** JSON lines of llama-bench: a line for reading prompts and one for writing answers. */
  LLAMA_BENCH,
  /** Output JSON of promptfoo: every item with its mark. */
  PROMPTFOO;

  /** The name on the command line, such as {@code lm-eval}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format of that name; empty when there is none. */
  static Optional<ExportFormat> of(String wireName) {
    return Arrays.stream(values()).filter(format -> format.wireName().equals(wireName)).findFirst();
  }

  String render(ExportedRun run) {
    return switch (this) {
      case LM_EVAL -> LmEvalResults.render(run);
      case JUNIT -> JUnitReport.render(run);
      case LLAMA_BENCH -> LlamaBenchLines.render(run);
      case PROMPTFOO -> PromptfooOutput.render(run);
    };
  }
}
