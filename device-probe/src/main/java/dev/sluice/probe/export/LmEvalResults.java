package dev.sluice.probe.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.export.ExportedRun.AskedSuite;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * {@code results.json} as lm-evaluation-harness writes it: metrics are named {@code metric,filter},
 * a standard error that cannot be estimated is {@code "N/A"}. A suite whose harness is invalid has
 * no metrics at all.
 */
final class LmEvalResults {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Sluice has no filters; this is lm-eval's name for that. */
  private static final String FILTER = ",none";

  private LmEvalResults() {}

  static String render(ExportedRun run) {
    ObjectNode root = JSON.objectNode();
    ObjectNode results = root.putObject("results");
    ObjectNode groupSubtasks = root.putObject("group_subtasks");
    ObjectNode configs = root.putObject("configs");
    ObjectNode versions = root.putObject("versions");
    ObjectNode shots = root.putObject("n-shot");
    ObjectNode higherIsBetter = root.putObject("higher_is_better");
    ObjectNode samples = root.putObject("n-samples");
    run.suites()
        .forEach(
            asked -> {
              String task = asked.suite().id();
              results.set(task, metrics(asked.result()));
              groupSubtasks.putArray(task);
              configs.set(task, config(asked.suite()));
              versions.put(task, asked.suite().version().text());
              shots.put(task, asked.suite().generation().fewShot().examples().size());
              higherIsBetter.putObject(task).put("acc", true).put("score", true);
              samples
                  .putObject(task)
                  .put("original", asked.suite().items().size())
                  .put("effective", effective(asked));
            });
    root.set("config", runConfig(run));
    root.putNull("git_hash");
    root.put("date", run.day().atStartOfDay(ZoneOffset.UTC).toEpochSecond());
    root.put("model_source", "sluice");
    root.put("model_name", run.modelLabel());
    root.put("total_evaluation_time_seconds", seconds(run.result()));
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode metrics(SuiteResult suite) {
    ObjectNode node = JSON.objectNode();
    node.put("alias", suite.suiteId());
    if (suite.passRate().isEmpty()) {
      node.put("sluice_harness", harness(suite.harness()));
      return node;
    }
    put(node, "acc", suite.passRate().getAsDouble(), passRateError(suite));
    if (suite.meanScore().isPresent()) {
      put(node, "score", suite.meanScore().getAsDouble(), scoreError(suite));
    }
    return node;
  }

  private static String harness(HarnessVerdict verdict) {
    if (verdict instanceof HarnessVerdict.NotJudged) {
      return "not_judged";
    }
    return verdict.valid() ? "valid" : "harness_invalid";
  }

  private static void put(ObjectNode node, String metric, double value, OptionalDouble error) {
    node.put(metric + FILTER, value);
    if (error.isPresent()) {
      node.put(metric + "_stderr" + FILTER, error.getAsDouble());
    } else {
      node.put(metric + "_stderr" + FILTER, "N/A");
    }
  }

  private static OptionalDouble passRateError(SuiteResult suite) {
    return StandardError.of(
        suite.items().stream()
            .filter(item -> item.outcome().scored())
            .mapToDouble(item -> item.passed() ? 1 : 0)
            .toArray());
  }

  private static OptionalDouble scoreError(SuiteResult suite) {
    return StandardError.of(
        suite.items().stream()
            .map(ItemResult::score)
            .flatMapToDouble(OptionalDouble::stream)
            .toArray());
  }

  private static int effective(AskedSuite asked) {
    return asked.result().harness().valid() ? asked.result().scored() : 0;
  }

  private static ObjectNode config(Suite suite) {
    ObjectNode node = JSON.objectNode();
    node.put("task", suite.id());
    node.put("output_type", weighs(suite) ? "multiple_choice" : "generate_until");
    node.put("description", suite.info().description());
    node.putArray("metric_list").addObject().put("metric", "acc").put("higher_is_better", true);
    ObjectNode generation = node.putObject("generation_kwargs");
    suite.generation().stop().forEach(generation.putArray("until")::add);
    generation.put("max_gen_toks", suite.generation().maxTokens());
    node.put("repeats", suite.repeats().map(Repeats::count).orElse(1));
    ObjectNode metadata = node.putObject("metadata");
    metadata.put("version", suite.version().text());
    metadata.put("licence", suite.info().licence());
    metadata.put("suite_digest", suite.digest().hex());
    metadata.put("grader", suite.grader().type());
    return node;
  }

  /** Whether its choices are weighed, and nothing is written. */
  private static boolean weighs(Suite suite) {
    return suite.grader() instanceof ChoiceGrader choice
        && choice.scoring() != ChoiceGrader.Scoring.CONTINUATION;
  }

  private static ObjectNode runConfig(ExportedRun run) {
    EngineConfiguration engine = run.engine().configuration();
    ObjectNode node = JSON.objectNode();
    node.put("model", "sluice");
    StringBuilder arguments = new StringBuilder("file=" + run.modelFile());
    engine.contextTokens().ifPresent(tokens -> arguments.append(",context=").append(tokens));
    engine.threads().ifPresent(threads -> arguments.append(",threads=").append(threads));
    node.put("model_args", arguments.toString());
    node.put("model_digest", run.modelDigest().orElse(null));
    run.modelBytes().ifPresent(bytes -> node.put("model_bytes", bytes));
    node.put("runtime_build", run.engine().runtimeBuild());
    node.put("device", run.engine().backend());
    node.put("deployment", run.engine().deployment().wireName());
    node.put("batch_size", 1);
    if (run.limit().isPresent()) {
      node.put("limit", run.limit().getAsInt());
    } else {
      node.putNull("limit");
    }
    return node;
  }

  private static String seconds(RunResult result) {
    return String.format(
        Locale.ROOT, "%.3f", result.circumstances().wallTime().toMillis() / 1_000.0);
  }
}
