package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.PromptfooPrompt.Written;
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
import org.jspecify.annotations.Nullable;

/**
 * A promptfoo configuration: one prompt, each test's variables, and of its assertions the one that
 * the suite's grader can mark. A suite has one grader, so the one that most tests can use is taken.
 */
final class PromptfooConfig {

  private static final Set<String> KNOWN =
      Set.of("description", "prompts", "tests", "defaultTest", "evaluateOptions", "providers");
  private static final Set<String> KNOWN_IN_TEST =
      Set.of("vars", "assert", "description", "options", "threshold");
  private static final Set<String> KNOWN_IN_OPTIONS = Set.of("prefix", "suffix");

  /** Twice what a suite may be long, so that no few lines become more than the memory holds. */
  private static final long MOST_CHARS = 8_000_000;

  /** A test whose variables are known. */
  private record Test(
      String id,
      Map<String, String> variables,
      PromptfooFrame frame,
      List<PromptfooAssertion> assertions) {

    Test widened(Marking all) {
      return new Test(
          id,
          variables,
          frame,
          assertions.stream().map(assertion -> JoinedContains.widened(assertion, all)).toList());
    }
  }

  private final JsonNode config;
  private final PromptfooPrompt asked;
  private final List<Loss> losses;
  private final PromptfooVariables variables;
  private final PromptfooAssertions assertions;

  private PromptfooConfig(
      JsonNode config, PromptfooPrompt asked, PromptfooFiles files, List<Loss> losses) {
    this.config = config;
    this.asked = asked;
    this.losses = losses;
    JsonNode byDefault = config.path("defaultTest");
    this.variables = new PromptfooVariables(byDefault.path("vars"), files);
    this.assertions = new PromptfooAssertions(byDefault.path("assert"), files, losses);
  }

  static Draft read(String text, ImportOptions options) throws ImportException {
    List<Loss> losses = new ArrayList<>();
    PromptfooFiles files = new PromptfooFiles(options.files());
    try {
      JsonNode config = ForeignYaml.read(text);
      UnknownKeys.note("the file", config, KNOWN, losses);
      List<Written> prompts =
          new PromptfooPromptFiles(files, losses).prompts(config.path("prompts"));
      PromptfooPrompt asked = PromptfooPrompt.of(prompts, options, losses);
      JsonNode written = new PromptfooTestFiles(files, losses).writtenOut(config);
      return new PromptfooConfig(written, asked, files, losses).draft();
    } catch (ImportException e) {
      throw e.after(losses);
    }
  }

  private Draft draft() throws ImportException {
    PromptfooRuns runs = PromptfooRuns.of(config, losses);
    List<Test> tests = alike(tests());
    Marking marking = commonestMarking(tests);
    boolean plain = tests.stream().allMatch(test -> test.frame().isNothing());
    Optional<String> template = plain ? asked.user().asSuiteTemplate() : Optional.empty();
    String description = config.path("description").asText("Imported promptfoo configuration.");
    return new Draft(
        description,
        asked.asking(template.orElse("{{input}}")),
        marking,
        runs.yaml(),
        items(tests, template.isPresent(), marking),
        losses);
  }

  private List<DraftItem> items(List<Test> tests, boolean templated, Marking marking)
      throws ImportException {
    List<DraftItem> items = new ArrayList<>();
    long chars = 0;
    for (Test test : tests) {
      Optional<String> input = input(test, templated);
      chars += input.map(String::length).orElse(0);
      if (chars > MOST_CHARS) {
        throw new ImportException(
            test.id() + ": the questions until here have more than " + MOST_CHARS + " characters");
      }
      if (input.isPresent()) {
        expected(test, marking.grader())
            .ifPresent(expected -> items.add(new DraftItem(test.id(), input.get(), expected)));
      }
    }
    return items;
  }

  private Optional<String> input(Test test, boolean templated) {
    PromptTemplateText prompt = asked.user();
    if (templated) {
      return present(test, test.variables().get(prompt.variables().iterator().next()));
    }
    PromptTemplateText framed = test.frame().around(prompt);
    if (!test.frame().isNothing() && (framed.isProgram() || asked.hasTurnsBefore())) {
      losses.add(new Loss(test.id(), "left out: its prefix or suffix cannot be represented"));
      return Optional.empty();
    }
    return present(test, framed.rendered(test.variables()).orElse(null));
  }

  private Optional<String> present(Test test, @Nullable String input) {
    if (input == null) {
      losses.add(new Loss(test.id(), "left out: a variable of the prompt has no value"));
    }
    return Optional.ofNullable(input);
  }

  private List<Test> tests() throws ImportException {
    List<Test> tests = new ArrayList<>();
    int number = 0;
    for (JsonNode node : config.path("tests")) {
      number++;
      String id = "test-" + number;
      if (!node.isObject()) {
        losses.add(new Loss(id, "left out: it is no test"));
        continue;
      }
      noteUnknown(id, node);
      addAll(tests, id, node);
      if (tests.size() > PromptfooTestFiles.MOST_TESTS) {
        throw new ImportException("more than " + PromptfooTestFiles.MOST_TESTS + " tests");
      }
    }
    if (config.path("defaultTest").isValueNode()) {
      losses.add(new Loss("defaultTest", "it is no test, and is not taken over"));
    }
    noteUnknown("defaultTest", config.path("defaultTest"));
    return tests;
  }

  private void addAll(List<Test> tests, String id, JsonNode node) {
    try {
      List<Map<String, String>> expanded = variables.of(node);
      PromptfooFrame frame =
          PromptfooFrame.of(node.path("options"), config.path("defaultTest").path("options"));
      for (int i = 0; i < expanded.size(); i++) {
        String own = expanded.size() == 1 ? id : id + "-" + (i + 1);
        tests.add(new Test(own, expanded.get(i), frame, assertions.of(own, node, expanded.get(i))));
      }
    } catch (ImportException e) {
      losses.add(new Loss(id, "left out: " + e.getMessage()));
    }
  }

  private void noteUnknown(String where, JsonNode test) {
    UnknownKeys.note(where, test, KNOWN_IN_TEST, losses);
    UnknownKeys.note(where + ", options", test.path("options"), KNOWN_IN_OPTIONS, losses);
    if (test.has("threshold") && !assertions.isIdle(test.path("threshold"), test)) {
      losses.add(new Loss(where, "'threshold' is not taken over"));
    }
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
        .filter(more -> !fitting.get(0).implies(more))
        .map(dropped -> "assert " + dropped.marking().grader().type() + " is one too many")
        .forEach(what -> losses.add(new Loss(test.id(), what + ": an item has one")));
    return Optional.of(fitting.get(0).expected());
  }
}
