package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.Grader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A promptfoo configuration: one prompt, each test's variables, and of its assertions the one that
 * the suite's grader can mark. A suite has one grader, so the one that most tests can use is taken.
 */
final class PromptfooConfig {

  private static final Set<String> KNOWN =
      Set.of("description", "prompts", "tests", "defaultTest", "evaluateOptions", "providers");
  private static final Set<String> KNOWN_IN_TEST = Set.of("vars", "assert", "description");
  private static final Set<String> KNOWN_IN_ASSERTION = Set.of("type", "value");
  private static final Set<String> KNOWN_IN_LATENCY = Set.of("type", "threshold");

  private static final int MAX_COMBINATIONS = 200;

  /** A test whose variables are known. */
  private record Test(
      String id, Map<String, String> variables, List<PromptfooAssertion> assertions) {

    Test widened(Marking all) {
      return new Test(
          id,
          variables,
          assertions.stream().map(assertion -> JoinedContains.widened(assertion, all)).toList());
    }
  }

  private final List<Loss> losses = new ArrayList<>();
  private final JsonNode config;
  private final ImportOptions options;

  private PromptfooConfig(JsonNode config, ImportOptions options) {
    this.config = config;
    this.options = options;
  }

  static Draft read(String text, ImportOptions options) throws ImportException {
    PromptfooConfig config = new PromptfooConfig(ForeignYaml.read(text), options);
    try {
      return config.draft();
    } catch (ImportException e) {
      throw e.after(config.losses);
    }
  }

  private Draft draft() throws ImportException {
    noteUnknown("the file", config, KNOWN);
    PromptfooPrompt asked = PromptfooPrompt.of(config.path("prompts"), options, losses);
    PromptTemplateText prompt = asked.user();
    PromptfooRuns runs = PromptfooRuns.of(config, losses);
    List<Test> tests = alike(tests());
    Marking marking = commonestMarking(tests);
    Optional<String> template = prompt.asSuiteTemplate();
    List<DraftItem> items = new ArrayList<>();
    for (Test test : tests) {
      String input =
          template.isPresent()
              ? test.variables().get(prompt.variables().iterator().next())
              : prompt.rendered(test.variables()).orElse(null);
      if (input == null) {
        losses.add(new Loss(test.id(), "left out: a variable of the prompt has no value"));
      } else {
        expected(test, marking.grader())
            .ifPresent(expected -> items.add(new DraftItem(test.id(), input, expected)));
      }
    }
    String description = config.path("description").asText("Imported promptfoo configuration.");
    Asking asking = asked.asking(template.orElse("{{input}}"));
    return new Draft(description, asking, marking, runs.yaml(), items, losses);
  }

  private List<Test> tests() throws ImportException {
    if (!config.path("tests").isArray()) {
      throw new ImportException("tests must be a list in the file itself");
    }
    List<Test> tests = new ArrayList<>();
    int number = 0;
    for (JsonNode node : config.path("tests")) {
      number++;
      String id = "test-" + number;
      if (!node.isObject()) {
        losses.add(new Loss(id, "left out: it is a file or no test"));
        continue;
      }
      noteUnknown(id, node, KNOWN_IN_TEST);
      List<Map<String, String>> expanded = variables(id, node);
      for (int i = 0; i < expanded.size(); i++) {
        String own = expanded.size() == 1 ? id : id + "-" + (i + 1);
        tests.add(new Test(own, expanded.get(i), assertions(own, node, expanded.get(i))));
      }
    }
    if (config.path("defaultTest").isValueNode()) {
      losses.add(new Loss("defaultTest", "it is a file or no test, and is not taken over"));
    }
    noteUnknown("defaultTest", config.path("defaultTest"), KNOWN_IN_TEST);
    return tests;
  }

  /** A variable with several values stands for several tests, one for each combination. */
  private List<Map<String, String>> variables(String id, JsonNode test) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (JsonNode from : List.of(config.path("defaultTest").path("vars"), test.path("vars"))) {
      for (Map.Entry<String, JsonNode> entry : from.properties()) {
        List<String> texts = JsonRecords.texts(entry.getValue());
        boolean unusable =
            texts.isEmpty() || texts.stream().anyMatch(text -> text.startsWith("file://"));
        if (unusable || hasContainers(entry.getValue())) {
          losses.add(new Loss(id, "left out: " + entry.getKey() + " is a map, a file or empty"));
          return List.of();
        }
        values.put(entry.getKey(), texts);
      }
    }
    List<Map<String, String>> combinations = combinations(values);
    if (combinations.isEmpty()) {
      losses.add(new Loss(id, "left out: its variables have too many combinations"));
    }
    return combinations;
  }

  private static boolean hasContainers(JsonNode value) {
    for (JsonNode element : value) {
      if (element.isContainerNode()) {
        return true;
      }
    }
    return value.isObject();
  }

  /** None when there are more than a suite should ask. */
  private static List<Map<String, String>> combinations(Map<String, List<String>> values) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      if ((long) combinations.size() * entry.getValue().size() > MAX_COMBINATIONS) {
        return List.of();
      }
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> shorter : combinations) {
        for (String value : entry.getValue()) {
          Map<String, String> one = new LinkedHashMap<>(shorter);
          one.put(entry.getKey(), value);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private List<PromptfooAssertion> assertions(
      String id, JsonNode test, Map<String, String> variables) {
    List<PromptfooAssertion> assertions = new ArrayList<>();
    for (JsonNode from : List.of(test.path("assert"), config.path("defaultTest").path("assert"))) {
      for (JsonNode node : from) {
        String type = node.path("type").asText();
        if (PromptfooLatency.isBound(node)) {
          noteUnknown(id + ", assert latency", node, KNOWN_IN_LATENCY);
          continue; // a bound for the whole suite
        }
        noteUnknown(id + ", assert " + type, node, KNOWN_IN_ASSERTION);
        Optional<PromptfooAssertion> assertion =
            PromptfooAssertion.of(type, node.path("value"), variables);
        assertion.ifPresentOrElse(
            assertions::add, () -> losses.add(new Loss(id, PromptfooAssertion.reason(type))));
      }
    }
    return JoinedContains.joined(assertions);
  }

  /** Where a test demands several texts, a test that demands one is marked in the same way. */
  private static List<Test> alike(List<Test> tests) {
    List<Test> alike = tests;
    for (boolean ignoreCase : List.of(false, true)) {
      Marking all = Marking.contains(Demand.ALL, ignoreCase);
      boolean several =
          tests.stream()
              .flatMap(test -> test.assertions().stream())
              .anyMatch(assertion -> assertion.marking().equals(all));
      alike = several ? alike.stream().map(test -> test.widened(all)).toList() : alike;
    }
    return alike;
  }

  private static Marking commonestMarking(List<Test> tests) throws ImportException {
    Map<Marking, Integer> counts = new LinkedHashMap<>();
    for (Test test : tests) {
      test.assertions().stream()
          .map(PromptfooAssertion::marking)
          .distinct()
          .forEach(marking -> counts.merge(marking, 1, Integer::sum));
    }
    if (counts.isEmpty()) {
      throw new ImportException("no test has an assertion that a suite can mark");
    }
    return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private Optional<List<String>> expected(Test test, Grader grader) {
    List<PromptfooAssertion> fitting =
        test.assertions().stream().filter(a -> a.marking().grader().equals(grader)).toList();
    if (fitting.isEmpty()) {
      losses.add(new Loss(test.id(), "left out: none of its assertions is " + grader.type()));
      return Optional.empty();
    }
    Stream.concat(
            test.assertions().stream().filter(a -> !a.marking().grader().equals(grader)),
            fitting.stream().skip(1))
        .map(dropped -> "assert " + dropped.marking().grader().type() + " is one too many")
        .forEach(what -> losses.add(new Loss(test.id(), what + ": an item has one")));
    return Optional.of(fitting.get(0).expected());
  }

  private void noteUnknown(String where, JsonNode node, Set<String> known) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                losses.add(new Loss(where, "'" + name + "' is not taken over"));
              }
            });
  }
}
