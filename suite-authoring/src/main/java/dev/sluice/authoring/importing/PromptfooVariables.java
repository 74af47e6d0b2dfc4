package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variables of a promptfoo test: its own over those of all tests, texts in files read. One with
 * several values stands for several tests, one for each combination.
 */
final class PromptfooVariables {

  private static final int MAX_COMBINATIONS = 200;

  private final JsonNode byDefault;
  private final PromptfooFiles files;

  PromptfooVariables(JsonNode byDefault, PromptfooFiles files) {
    this.byDefault = byDefault;
    this.files = files;
  }

  /**
   * The variables of every test that it stands for.
   *
   * @throws ImportException with the reason to leave it out
   */
  List<Map<String, String>> of(JsonNode test) throws ImportException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (JsonNode from : List.of(byDefault, test.path("vars"))) {
      for (Map.Entry<String, JsonNode> entry : inFiles(from).properties()) {
        values.put(entry.getKey(), texts(entry.getKey(), entry.getValue()));
      }
    }
    return combinations(values);
  }

  /** All variables may be in one file. */
  private JsonNode inFiles(JsonNode variables) throws ImportException {
    if (!variables.isTextual()) {
      return variables;
    }
    PromptfooFileName file = PromptfooFileName.of(variables.asText());
    JsonNode value = files.value(file);
    if (!value.isObject()) {
      throw new ImportException("'" + file.name() + "' is no mapping of variables to values");
    }
    return value;
  }

  private List<String> texts(String name, JsonNode value) throws ImportException {
    List<String> written = JsonRecords.texts(value);
    if (written.isEmpty() || hasContainers(value)) {
      throw new ImportException(name + " is a map or empty");
    }
    List<String> texts = new ArrayList<>();
    for (String text : written) {
      try {
        texts.add(files.variable(text));
      } catch (ImportException e) {
        throw new ImportException("variable " + name + ": " + e.getMessage());
      }
    }
    return texts;
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
  private static List<Map<String, String>> combinations(Map<String, List<String>> values)
      throws ImportException {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      if ((long) combinations.size() * entry.getValue().size() > MAX_COMBINATIONS) {
        throw new ImportException("its variables have too many combinations");
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
}
