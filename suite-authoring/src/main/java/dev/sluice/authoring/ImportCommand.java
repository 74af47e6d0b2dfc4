package dev.sluice.authoring;

import dev.sluice.authoring.importing.AskedAs;
import dev.sluice.authoring.importing.ImportException;
import dev.sluice.authoring.importing.ImportOptions;
import dev.sluice.authoring.importing.Imported;
import dev.sluice.authoring.importing.Loss;
import dev.sluice.authoring.importing.OpenAiEval;
import dev.sluice.authoring.importing.OpenAiRegistry;
import dev.sluice.authoring.importing.Source;
import dev.sluice.authoring.importing.SuiteImport;
import dev.sluice.suites.loading.TextFile;
import dev.sluice.suites.output.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a suite of a file of another tool. */
@Command(
    name = "import",
    description = {
      "Makes a suite of a file that another tool reads, and says on stderr what a suite cannot"
          + " say.",
      "Runs nothing that the file contains: functions and scripts are refused. What a configuration"
          + " of promptfoo names with file:// is read in its own directory and below, and nowhere"
          + " else."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a suite was written",
      "1:no suite can be made of the file, or it cannot be written",
      "2:wrong usage"
    })
final class ImportCommand implements Callable<Integer> {
  /** The most that a suite may ask for. */
  private static final int MOST_TOKENS = 4096;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "What the other tool reads.")
  private Path file = Path.of("");

  @Option(
      names = "--from",
      required = true,
      converter = SourceName.class,
      completionCandidates = SourceName.class,
      description = "The tool: ${COMPLETION-CANDIDATES}.")
  private Source from = Source.PROMPTFOO;

  @Option(
      names = {"-o", "--output"},
      description = "The suite's file; default: standard output.")
  private @Nullable Path output;

  @Option(
      names = "--data",
      paramLabel = "JSONL",
      description = "The documents of a task of lm-eval, in JSON lines.")
  private @Nullable Path data;

  @Option(names = "--id", description = "The suite's id; default: after the file's name.")
  private @Nullable String id;

  @Option(
      names = "--licence",
      defaultValue = "NOASSERTION",
      description = "SPDX expression of the items' licence; default: ${DEFAULT-VALUE}.")
  private String licence = "";

  @Option(
      names = "--max-tokens",
      defaultValue = "64",
      description = "Tokens after which an answer is cut; default: ${DEFAULT-VALUE}.")
  private int maxTokens;

  @Option(
      names = "--as",
      converter = FormName.class,
      completionCandidates = FormName.class,
      description = {
        "How the questions are put: ${COMPLETION-CANDIDATES}; default: chat, as promptfoo, OpenAI"
            + " evals and Inspect put them. A model without a chat template is asked in ChatML.",
        "text is for models that only continue a text. Tasks of lm-eval are text."
      })
  private @Nullable AskedAs as;

  @Option(
      names = "--match",
      paramLabel = "EVAL",
      converter = EvalName.class,
      completionCandidates = EvalName.class,
      description =
          "The OpenAI eval that marks the samples, by its class in the registry:"
              + " ${COMPLETION-CANDIDATES}; default: Includes.")
  private @Nullable OpenAiEval eval;

  @Option(
      names = "--registry",
      paramLabel = "YAML",
      description = "The file of the evals' registry that names the eval, instead of --match.")
  private @Nullable Path registry;

  @Option(
      names = "--include-root",
      paramLabel = "DIR",
      description =
          "Where files lie that a task of lm-eval includes; default: the task's directory.")
  private @Nullable Path includeRoot;

  @Override
  public Integer call() {
    requireUsable();
    PrintWriter err = spec.commandLine().getErr();
    try {
      String text = text(file);
      SuiteImport suite =
          new SuiteImport(id == null ? SuiteIds.of(file) : id, licence, maxTokens, options());
      Optional<String> documents = data == null ? Optional.empty() : Optional.of(text(data));
      Imported imported = suite.read(from, text, documents);
      write(imported.yaml());
      report(imported, err);
      return ExitCode.OK;
    } catch (ImportException e) {
      err.println(file + ": " + e.getMessage());
      losses(e.losses(), err);
    } catch (IOException e) {
      err.println(e.getMessage());
    }
    err.flush();
    return ExitCode.SOFTWARE;
  }

  private ImportOptions options() throws IOException, ImportException {
    ImportOptions options = ImportOptions.none();
    if (as != null) {
      options = options.withAs(as);
    }
    if (eval != null) {
      options = options.withEval(eval);
    }
    if (registry != null) {
      String samples = String.valueOf(file.getFileName());
      options = options.withRegistry(OpenAiRegistry.read(text(registry), samples));
    }
    return switch (from) {
      case LM_EVAL -> options.withFiles(IncludedFiles.of(file, includeRoot));
      case PROMPTFOO -> options.withFiles(IncludedFiles.below(file));
      case OPENAI_EVALS, INSPECT -> options;
    };
  }

  private static String text(Path file) throws IOException {
    try {
      return TextFile.text(file);
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void requireUsable() {
    if (maxTokens < 1 || maxTokens > MOST_TOKENS) {
      throw usage("--max-tokens must be between 1 and " + MOST_TOKENS + ", was " + maxTokens);
    }
    if (id != null && !SuiteIds.usable(id)) {
      throw usage(
          "--id must be at most 64 lower-case letters, digits, '.', '_' or '-', the first a letter"
              + " or digit, was '"
              + id
              + "'");
    }
    if (as != null && from == Source.LM_EVAL) {
      throw usage(
          "--as is not for tasks of lm-eval: they are texts to continue, or choices after one");
    }
    if ((eval != null || registry != null) && from != Source.OPENAI_EVALS) {
      throw usage("--match and --registry are for samples of openai-evals");
    }
    if (eval != null && registry != null) {
      throw usage("--match and --registry say the same; give one of them");
    }
    if (includeRoot != null && (from != Source.LM_EVAL || !Files.isDirectory(includeRoot))) {
      throw usage("--include-root is a directory, for tasks of lm-eval");
    }
    if (output != null
        && (same(output, file)
            || (data != null && same(output, data))
            || (registry != null && same(output, registry)))) {
      throw usage("--output is a file that is imported: " + output);
    }
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // one of them is not there
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void write(String yaml) throws IOException {
    if (output == null) {
      spec.commandLine().getOut().print(yaml);
      spec.commandLine().getOut().flush();
    } else {
      WholeFile.write(output, yaml);
    }
  }

  private static void report(Imported imported, PrintWriter err) {
    err.printf(
        "%d items, %d controls, grader %s; what the file says otherwise:%n",
        imported.suite().items().size(),
        imported.suite().controls().size(),
        imported.suite().grader().type());
    losses(imported.losses(), err);
  }

  private static void losses(List<Loss> losses, PrintWriter err) {
    for (Loss loss : losses) {
      err.printf("  %-24s %s%n", loss.where(), loss.what());
    }
  }

  /** {@code openai-evals} for {@link Source#OPENAI_EVALS}. */
  private static final class SourceName extends ListedWord<Source> {
    private SourceName() {
      super(Source.values());
    }
  }

  /** {@code FuzzyMatch} for {@link OpenAiEval#FUZZY_MATCH}. */
  private static final class EvalName extends ListedWord<OpenAiEval> {
    private EvalName() {
      super(OpenAiEval.values(), OpenAiEval::evalName);
    }
  }

  private static final class FormName extends ListedWord<AskedAs> {
    private FormName() {
      super(AskedAs.values());
    }
  }
}
