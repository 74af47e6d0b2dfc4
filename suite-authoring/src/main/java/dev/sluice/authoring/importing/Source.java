package dev.sluice.authoring.importing;

/** The tools whose files can be imported. */
public enum Source {
  /** A configuration in YAML: prompts, variables, deterministic assertions. */
  PROMPTFOO,
  /** Samples in JSON lines: {@code input} and {@code ideal}. */
  OPENAI_EVALS,
  /** A data set in JSON or JSON lines: {@code input}, {@code target}, {@code choices}. */
  INSPECT;

  Draft read(String text) throws ImportException {
    return switch (this) {
      case PROMPTFOO -> PromptfooConfig.read(text);
      case OPENAI_EVALS -> OpenAiEvalsSamples.read(text);
      case INSPECT -> InspectDataset.read(text);
    };
  }
}
