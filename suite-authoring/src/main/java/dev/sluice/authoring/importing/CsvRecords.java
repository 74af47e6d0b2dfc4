package dev.sluice.authoring.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Records of a CSV file whose first line names the columns. A cell that is a JSON list is one, as
 * Inspect has it; an empty cell is none.
 */
final class CsvRecords {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CsvRecords() {}

  static List<JsonNode> of(String text) throws ImportException {
    return CsvRows.RAGGED.of(text).stream().<JsonNode>map(CsvRecords::sample).toList();
  }

  private static ObjectNode sample(Map<String, String> row) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    row.forEach(
        (column, cell) -> {
          if (!column.isBlank() && !cell.isBlank()) {
            sample.set(column.strip(), value(column.strip(), cell));
          }
        });
    return sample;
  }

  /** Choices without brackets are a list between commas. */
  private static JsonNode value(String column, String cell) {
    if (cell.strip().startsWith("[")) {
      try {
        return JSON.readTree(cell);
      } catch (JsonProcessingException e) {
        return JsonNodeFactory.instance.textNode(cell);
      }
    }
    return column.equals("choices") ? betweenCommas(cell) : JsonNodeFactory.instance.textNode(cell);
  }

  private static ArrayNode betweenCommas(String cell) {
    ArrayNode choices = JsonNodeFactory.instance.arrayNode();
    for (String choice : cell.split(",", -1)) {
      choices.add(choice.strip());
    }
    return choices;
  }
}
