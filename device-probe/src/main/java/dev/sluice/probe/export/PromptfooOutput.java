package dev.sluice.probe.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.export.ExportedRun.AskedSuite;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The output file of {@code promptfoo eval -o output.json}, version 3 of its summary: a prompt for
 * each suite, a result for each item that was asked. Items of a suite whose harness is invalid are
 * errors and have no score; items that were not to be asked are not in it.
 */
final class PromptfooOutput {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What promptfoo's {@code failureReason} numbers. */
  private static final Map<Category, Integer> REASONS =
      Map.of(Category.PASSED, 0, Category.FAILED, 1, Category.ERROR, 2);

  private final ExportedRun run;
  private final ArrayNode prompts = JSON.arrayNode();
  private final ArrayNode results = JSON.arrayNode();
  private final Tally total = new Tally();

  /** Counts of one prompt, or of all. */
  private static final class Tally {
    private int passed;
    private int failed;
    private int errors;
    private double score;
    private long latencyMillis;
    private long promptTokens;
    private long completionTokens;

    void add(Category category, double score, Optional<GenerationTimings> timings) {
      passed += category == Category.PASSED ? 1 : 0;
      failed += category == Category.FAILED ? 1 : 0;
      errors += category == Category.ERROR ? 1 : 0;
      this.score += score;
      latencyMillis += timings.map(t -> t.total().toMillis()).orElse(0L);
      Optional<TokenCounts> counts = timings.flatMap(GenerationTimings::counts);
      promptTokens += counts.map(TokenCounts::promptTokens).orElse(0);
      completionTokens += counts.map(TokenCounts::generatedTokens).orElse(0);
    }

    ObjectNode tokenUsage() {
      return tokens(promptTokens, completionTokens);
    }
  }

  private PromptfooOutput(ExportedRun run) {
    this.run = run;
  }

  static String render(ExportedRun run) {
    return new PromptfooOutput(run).output().toPrettyString() + "\n";
  }

  private ObjectNode output() {
    List<AskedSuite> suites = run.suites().toList();
    for (int i = 0; i < suites.size(); i++) {
      add(i, suites.get(i));
    }
    ObjectNode root = JSON.objectNode();
    root.putNull("evalId");
    ObjectNode summary = root.putObject("results");
    summary.put("version", 3);
    summary.put("timestamp", run.midnight());
    summary.set("prompts", prompts);
    summary.set("results", results);
    summary
        .putObject("stats")
        .put("successes", total.passed)
        .put("failures", total.failed)
        .put("errors", total.errors)
        .set("tokenUsage", total.tokenUsage());
    ObjectNode config = root.putObject("config");
    config.put("description", "Sluice's suites on " + run.modelLabel());
    config.putArray("providers").add(provider());
    root.putNull("shareableUrl");
    root.putObject("metadata").put("exportedAt", run.midnight()).put("author", "sluice");
    return root;
  }

  private void add(int promptIndex, AskedSuite asked) {
    Suite suite = asked.suite();
    Map<String, Item> items =
        suite.items().stream().collect(Collectors.toMap(Item::id, Function.identity()));
    Tally tally = new Tally();
    int testIndex = 0;
    for (ItemResult result : asked.result().items()) {
      Category category =
          asked.result().harness().valid() ? Category.of(result.outcome()) : Category.ERROR;
      Item item = items.get(result.id());
      if (category == Category.SKIPPED || item == null) {
        continue;
      }
      double score = score(category, result);
      tally.add(category, score, result.timings());
      total.add(category, score, result.timings());
      results.add(result(promptIndex, testIndex++, asked, item, result, category, score));
    }
    prompts.add(prompt(suite, tally));
  }

  /** promptfoo has a number for everything; where there is no quality a pass counts as 1. */
  private static double score(Category category, ItemResult result) {
    return switch (category) {
      case PASSED -> result.score().orElse(1);
      case FAILED -> result.score().orElse(0);
      case ERROR, SKIPPED -> 0;
    };
  }

  private ObjectNode prompt(Suite suite, Tally tally) {
    ObjectNode node = reference(suite);
    node.put("id", suite.digest().hex());
    node.put("provider", provider());
    ObjectNode metrics = node.putObject("metrics");
    metrics.put("score", tally.score);
    metrics.put("testPassCount", tally.passed);
    metrics.put("testFailCount", tally.failed);
    metrics.put("testErrorCount", tally.errors);
    metrics.put("assertPassCount", tally.passed);
    metrics.put("assertFailCount", tally.failed);
    metrics.put("totalLatencyMs", tally.latencyMillis);
    metrics.set("tokenUsage", tally.tokenUsage());
    metrics.putObject("namedScores");
    metrics.putObject("namedScoresCount");
    metrics.put("cost", 0);
    return node;
  }

  private ObjectNode result(
      int promptIndex,
      int testIndex,
      AskedSuite asked,
      Item item,
      ItemResult result,
      Category category,
      double score) {
    Suite suite = asked.suite();
    boolean passed = category == Category.PASSED;
    ObjectNode node = JSON.objectNode();
    node.put("id", suite.id() + "/" + item.id());
    node.put("promptIdx", promptIndex);
    node.put("testIdx", testIndex);
    node.put("promptId", suite.digest().hex());
    ObjectNode testCase = node.putObject("testCase");
    testCase.put("description", item.id());
    testCase.putObject("vars").put("input", item.input());
    testCase
        .putArray("assert")
        .addObject()
        .put("type", "sluice:" + suite.grader().type())
        .put("value", item.expected());
    node.putObject("provider").put("id", provider()).put("label", run.modelLabel());
    node.set("prompt", reference(suite));
    node.putObject("vars").put("input", item.input());
    response(node, result);
    reason(node, asked, result, category);
    node.put("failureReason", REASONS.getOrDefault(category, 2));
    node.put("success", passed);
    node.put("score", score);
    result.timings().ifPresent(timings -> node.put("latencyMs", timings.total().toMillis()));
    node.putObject("namedScores");
    node.put("cost", 0);
    node.putObject("metadata").put("outcome", result.outcome().wireName());
    return node;
  }

  private void response(ObjectNode node, ItemResult result) {
    ObjectNode response = node.putObject("response");
    if (run.answers()) {
      result.answer().ifPresent(answer -> response.put("output", answer));
    }
    result
        .timings()
        .flatMap(GenerationTimings::counts)
        .ifPresent(
            counts ->
                response.set(
                    "tokenUsage", tokens(counts.promptTokens(), counts.generatedTokens())));
  }

  /** What broke is an error; how an answer was marked is its grading. */
  private void reason(ObjectNode node, AskedSuite asked, ItemResult result, Category category) {
    String outcome = result.outcome().wireName();
    if (category == Category.ERROR) {
      node.put("error", asked.result().harness().valid() ? outcome : "harness_invalid");
      return;
    }
    ObjectNode grading = node.putObject("gradingResult");
    grading.put("pass", category == Category.PASSED);
    grading.put("score", score(category, result));
    grading.put(
        "reason",
        run.answers() && !result.explanation().isEmpty() ? result.explanation() : outcome);
  }

  private static ObjectNode reference(Suite suite) {
    return JSON.objectNode()
        .put("raw", suite.generation().template().text())
        .put("label", suite.id());
  }

  private String provider() {
    return "sluice:" + run.modelFile();
  }

  private static ObjectNode tokens(long prompt, long completion) {
    return JSON.objectNode()
        .put("prompt", prompt)
        .put("completion", completion)
        .put("total", prompt + completion)
        .put("cached", 0);
  }
}
