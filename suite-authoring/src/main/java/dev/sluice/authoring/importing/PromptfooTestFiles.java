package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The tests of a promptfoo configuration, with those that are in files written out where the file
 * is named. A file of tests that cannot be read is an error: without it, the suite would be another
 * one.
 */
final class PromptfooTestFiles {

  /** More than any suite has. */
  static final int MOST_TESTS = 20_000;

  private final PromptfooFiles files;
  private final List<Loss> losses;

  PromptfooTestFiles(PromptfooFiles files, List<Loss> losses) {
    this.files = files;
    this.losses = losses;
  }

  /** The configuration with all of its tests in itself. */
  JsonNode writtenOut(JsonNode config) throws ImportException {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    for (var entry : config.properties()) {
      written.set(entry.getKey(), entry.getValue());
    }
    written.set("tests", tests(config.path("tests")));
    if (PromptfooFileName.isReference(config.path("defaultTest").asText())) {
      written.set("defaultTest", defaultTest(config.path("defaultTest").asText()));
    }
    return written;
  }

  private ArrayNode tests(JsonNode tests) throws ImportException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    if (tests.isTextual() || tests.has("path")) {
      add(all, tests);
    } else if (tests.isArray()) {
      for (JsonNode test : tests) {
        add(all, test);
      }
    } else {
      throw new ImportException("tests must be a list, or name a file with one");
    }
    return all;
  }

  /** One test, or a file of several; {@code path} names one with settings for its code. */
  private void add(ArrayNode all, JsonNode test) throws ImportException {
    String name = test.isTextual() ? test.asText() : test.path("path").asText();
    if (name.isEmpty()) {
      all.add(test);
    } else {
      PromptfooFileName file = PromptfooFileName.of(name);
      List<JsonNode> inFile = inFile(file);
      losses.add(new Loss(file.name(), places(all.size(), inFile.size())));
      all.addAll(inFile);
    }
    if (all.size() > MOST_TESTS) {
      throw new ImportException("more than " + MOST_TESTS + " tests");
    }
  }

  private static String places(int before, int count) {
    return switch (count) {
      case 0 -> "it has no tests";
      case 1 -> "its test is test-" + (before + 1);
      default -> "its %d tests are test-%d to test-%d".formatted(count, before + 1, before + count);
    };
  }

  private List<JsonNode> inFile(PromptfooFileName file) throws ImportException {
    return switch (file.kind()) {
      case CSV -> PromptfooCsv.tests(file, files.text(file), losses);
      case JSON_LINES -> lines(file);
      case JSON, YAML -> listed(files.value(file));
      case TEXT ->
          throw new ImportException("'" + file.name() + "' is no CSV, JSON, JSON lines or YAML");
    };
  }

  private List<JsonNode> lines(PromptfooFileName file) throws ImportException {
    try {
      return JsonRecords.of(files.text(file));
    } catch (ImportException e) {
      throw file.wrong(e);
    }
  }

  /** A file may hold one test alone. */
  private static List<JsonNode> listed(JsonNode value) {
    List<JsonNode> tests = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(tests::add);
    } else {
      tests.add(value);
    }
    return tests;
  }

  private JsonNode defaultTest(String name) throws ImportException {
    PromptfooFileName file = PromptfooFileName.of(name);
    JsonNode value = files.value(file);
    if (!value.isObject()) {
      throw new ImportException("'" + file.name() + "' is no test: defaultTest must be a mapping");
    }
    return value;
  }
}
