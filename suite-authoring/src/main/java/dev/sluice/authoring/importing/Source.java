package dev.sluice.authoring.importing;

import java.util.Optional;

/** The tools whose files can be imported. */
public enum Source {
  /** A task in YAML, and its documents in JSON lines, which are a file of their own. */
  LM_EVAL,
  /** A configuration in YAML: prompts, variables, deterministic assertions. */
  PROMPTFOO,
  /** Samples in JSON lines: {@code input} and {@code ideal}. */
  OPENAI_EVALS,
  /** A data set in JSON, JSON lines or CSV: {@code input}, {@code target}, {@code choices}. */
  INSPECT;

  Draft read(String text, Optional<String> documents, ImportOptions options)
      throws ImportException {
    if (documents.isEmpty() && this == LM_EVAL) {
      throw new ImportException(
          "a task of lm-eval says how to ask, not what: name its documents with --data FILE.jsonl");
    }
    if (documents.isPresent() && this != LM_EVAL) {
      throw new ImportException("--data is for tasks of lm-eval; this file has its own items");
    }
    if (this == LM_EVAL && options.as().isPresent()) {
      throw new ImportException(
          "--as is not for tasks of lm-eval: they are texts to continue, or choices to rank after"
              + " one");
    }
    return switch (this) {
      case LM_EVAL -> LmEvalTask.read(text, documents.orElseThrow(), options.files());
      case PROMPTFOO -> PromptfooConfig.read(text, options);
      case OPENAI_EVALS -> OpenAiEvalsSamples.read(text, options);
      case INSPECT -> InspectDataset.read(text, options);
    };
  }
}
