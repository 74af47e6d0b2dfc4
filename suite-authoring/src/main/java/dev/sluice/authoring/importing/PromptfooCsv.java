package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Promptfoo's own CSV, a row for each test, as a configuration writes tests out. Columns are
 * variables, but for those with two underscores before their names.
 */
final class PromptfooCsv {

  private static final String EXPECTED = "__expected";
  private static final List<String> UNTOLD = List.of("__metadata", "__config:");
  private static final Set<String> IGNORED = Set.of("__metric", "__providerOutput");

  private PromptfooCsv() {}

  static List<JsonNode> tests(PromptfooFileName file, String text, List<Loss> losses)
      throws ImportException {
    List<JsonNode> tests = new ArrayList<>();
    Set<String> ignored = new LinkedHashSet<>();
    for (Map<String, String> row : rows(file, text)) {
      tests.add(test(row));
      row.keySet().stream().filter(PromptfooCsv::isIgnored).forEach(ignored::add);
    }
    for (String column : ignored) {
      losses.add(new Loss(file.name(), "column '" + column + "' is not taken over"));
    }
    return tests;
  }

  private static List<Map<String, String>> rows(PromptfooFileName file, String text)
      throws ImportException {
    try {
      return CsvRows.STRICT.of(text);
    } catch (ImportException e) {
      throw file.wrong(e);
    }
  }

  private static ObjectNode test(Map<String, String> row) {
    ObjectNode test = JsonNodeFactory.instance.objectNode();
    ObjectNode variables = test.putObject("vars");
    row.forEach(
        (column, cell) -> {
          if (column.startsWith(EXPECTED)) {
            addAssertion(test, cell);
          } else if (column.equals("__prefix") || column.equals("__suffix")) {
            test.withObjectProperty("options").put(column.substring(2), cell);
          } else if (column.equals("__description")) {
            test.put("description", cell);
          } else if (column.equals("__threshold")) {
            addThreshold(test, cell);
          } else if (!isIgnored(column)) {
            variables.put(column, cell);
          }
        });
    return test;
  }

  private static void addAssertion(ObjectNode test, String cell) {
    if (!cell.isBlank()) {
      test.withArrayProperty("assert").add(PromptfooShorthand.assertion(cell));
    }
  }

  /** One that is no number stays a text, and is reported as what no suite can say. */
  private static void addThreshold(ObjectNode test, String cell) {
    if (!cell.isBlank()) {
      test.put("threshold", cell.strip());
    }
  }

  private static boolean isIgnored(String column) {
    return IGNORED.contains(column) || UNTOLD.stream().anyMatch(column::startsWith);
  }
}
