package dev.sluice.authoring.importing;

import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.Grader;
import java.util.Optional;

/**
 * How the tests import: as a suite of 32 tokens under MIT. Their files have the shape of the
 * examples that each tool's own documentation shows.
 */
final class TestImports {
  static final SuiteImport IMPORT = new SuiteImport("imported", "MIT", 32);

  /** The same for a model that only continues a text. */
  static final SuiteImport AS_TEXT =
      new SuiteImport("imported", "MIT", 32, ImportOptions.none().withAs(AskedAs.TEXT));

  static final Grader CHOICE = new ChoiceGrader(ChoiceGrader.Scoring.CONTINUATION);

  static final String INSPECT_CHOICES =
      """
      [{"input": "Which is a fruit?", "choices": ["stone", "apple", "chair"], "target": "B"},
       {"input": "Which flies?", "choices": ["bird", "dog"], "target": "A", "sandbox": "docker"},
       {"input": "Which swims?", "choices": ["cat", "fish"], "target": "B", "metadata": {"level": 1}},
       {"input": "Free?", "target": "yes"},
       {"input": "Letter beyond?", "choices": ["one", "two"], "target": "Z"}]
      """;

  private TestImports() {}

  /** Reads a file; a task of lm-eval with documents that hold nothing. */
  static Imported read(Source source, String text) throws ImportException {
    return IMPORT.read(
        source, text, source == Source.LM_EVAL ? Optional.of("{}") : Optional.empty());
  }
}
