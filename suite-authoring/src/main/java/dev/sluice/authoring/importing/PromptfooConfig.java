package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
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
 * A promptfoo configuration: the first prompt, each test's variables, and of its assertions the one
 * that the suite's grader can mark. A suite has one grader, so the one that most tests can use is
 * taken.
 */
final class PromptfooConfig {

  private static final Set<String> KNOWN = Set.of("description", "prompts", "tests", "defaultTest");
  private static final Set<String> KNOWN_IN_TEST = Set.of("vars", "assert", "description");
  private static final Set<String> KNOWN_IN_ASSERTION = Set.of("type", "value");

  /** A test whose variables are known. */
  private record Test(
      String id, Map<String, String> variables, List<PromptfooAssertion> assertions) {}

  private final List<Loss> losses = new ArrayList<>();
  private final JsonNode config;

  private PromptfooConfig(JsonNode config) {
    this.config = config;
  }

  static Draft read(String text) throws ImportException {
    return new PromptfooConfig(ForeignYaml.read(text)).draft();
  }

  private Draft draft() throws ImportException {
    noteUnknown("the file", config, KNOWN);
    PromptTemplateText prompt = prompt();
    List<Test> tests = tests();
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
    return new Draft(description, template.orElse("{{input}}"), List.of(), marking, items, losses);
  }

  private PromptTemplateText prompt() throws ImportException {
    List<String> prompts = JsonRecords.texts(config.path("prompts"));
    if (prompts.isEmpty() || prompts.get(0).isBlank()) {
      throw new ImportException("there is no prompt that is a text");
    }
    if (prompts.size() > 1) {
      losses.add(new Loss("prompts", "only the first of " + prompts.size() + " is taken over"));
    }
    PromptTemplateText prompt = new PromptTemplateText(prompts.get(0));
    if (prompt.text().startsWith("file://") || prompt.isProgram()) {
      throw new ImportException("the prompt is a file or a template program; write it out");
    }
    return prompt;
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
      noteUnknown(id, node, KNOWN_IN_TEST);
      variables(id, node)
          .ifPresent(
              variables -> tests.add(new Test(id, variables, assertions(id, node, variables))));
    }
    noteUnknown("defaultTest", config.path("defaultTest"), KNOWN_IN_TEST);
    return tests;
  }

  private Optional<Map<String, String>> variables(String id, JsonNode test) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode from : List.of(config.path("defaultTest").path("vars"), test.path("vars"))) {
      for (Map.Entry<String, JsonNode> entry : from.properties()) {
        JsonNode value = entry.getValue();
        if (!value.isValueNode() || value.asText().startsWith("file://")) {
          losses.add(new Loss(id, "left out: " + entry.getKey() + " is a list, a map or a file"));
          return Optional.empty();
        }
        variables.put(entry.getKey(), value.asText());
      }
    }
    return Optional.of(variables);
  }

  private List<PromptfooAssertion> assertions(
      String id, JsonNode test, Map<String, String> variables) {
    List<PromptfooAssertion> assertions = new ArrayList<>();
    for (JsonNode from : List.of(test.path("assert"), config.path("defaultTest").path("assert"))) {
      for (JsonNode node : from) {
        String type = node.path("type").asText();
        noteUnknown(id + ", assert " + type, node, KNOWN_IN_ASSERTION);
        Optional<PromptfooAssertion> assertion =
            PromptfooAssertion.of(type, node.path("value"), variables);
        assertion.ifPresentOrElse(
            assertions::add, () -> losses.add(new Loss(id, PromptfooAssertion.reason(type))));
      }
    }
    return assertions;
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
