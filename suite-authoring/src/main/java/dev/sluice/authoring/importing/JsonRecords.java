package dev.sluice.authoring.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records in JSON: one array of them, or one a line. */
final class JsonRecords {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonRecords() {}

  static List<JsonNode> of(String text) throws ImportException {
    List<JsonNode> records = new ArrayList<>();
    if (text.stripLeading().startsWith("[")) {
      parse(text, "the file").forEach(records::add);
      return records;
    }
    int number = 0;
    for (String line : Arrays.asList(text.split("\\R", -1))) {
      number++;
      if (!line.isBlank()) {
        records.add(parse(line, "line " + number));
      }
    }
    return records;
  }

  /** One JSON value, over as many lines as it has. */
  static JsonNode whole(String text) throws ImportException {
    return parse(text, "it");
  }

  /** The texts of a text or a list of texts. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else if (node.isValueNode() && !node.isNull()) {
      texts.add(node.asText());
    }
    return texts;
  }

  private static JsonNode parse(String text, String where) throws ImportException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ImportException(where + " is not JSON: " + reason(e));
    }
  }

  /** Without what Jackson adds for programmers: where its own settings are, and are redacted. */
  private static String reason(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage())
        .replaceFirst(" \\(start marker at .*", "")
        .replaceFirst(", from `StreamReadConstraints[^`]*`", "");
  }
}
