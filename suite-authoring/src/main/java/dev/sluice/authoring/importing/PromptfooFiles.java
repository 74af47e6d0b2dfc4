package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.authoring.importing.PromptfooFileName.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * The files that a promptfoo configuration names, each read once. All names are from the
 * configuration's own directory, also those in a file that it names.
 */
final class PromptfooFiles {

  private static final int MOST_FILES = 1_000;
  private static final int MOST_CHARS = 32_000_000;

  /** What one question of a suite may have: a longer text is of no use in any. */
  private static final int MOST_CHARS_OF_ONE = 16_000;

  private final NamedFiles named;
  private final Map<String, String> read = new HashMap<>();
  private final Map<String, JsonNode> values = new HashMap<>();
  private int chars;

  PromptfooFiles(NamedFiles named) {
    this.named = named;
  }

  /** Without the byte order mark. */
  String text(PromptfooFileName file) throws ImportException {
    String known = read.get(file.name());
    if (known != null) {
      return known;
    }
    String text = Unmarked.text(named.open(file.name()).text());
    chars += text.length();
    read.put(file.name(), text);
    if (read.size() > MOST_FILES || chars > MOST_CHARS) {
      throw new ImportException(
          "'%s' is one too many: the files that the configuration names may be %d, of %d characters"
              .formatted(file.name(), MOST_FILES, MOST_CHARS));
    }
    return text;
  }

  /** What JSON or YAML in a file says; the text of one that is neither. */
  JsonNode value(PromptfooFileName file) throws ImportException {
    JsonNode known = values.get(file.name());
    if (known != null) {
      return known;
    }
    JsonNode value = parsed(file);
    values.put(file.name(), value);
    return value;
  }

  /** A variable's value, which may be in a file: as promptfoo has it, YAML becomes JSON. */
  String variable(String value) throws ImportException {
    if (!PromptfooFileName.isReference(value)) {
      return value;
    }
    PromptfooFileName file = PromptfooFileName.of(value);
    requireShort(file);
    return file.kind() == Kind.YAML ? value(file).toString() : text(file).strip();
  }

  /** What an assertion compares with, which may be in a file. */
  JsonNode demanded(JsonNode value) throws ImportException {
    if (!value.isTextual() || !PromptfooFileName.isReference(value.asText())) {
      return value;
    }
    PromptfooFileName file = PromptfooFileName.of(value.asText());
    requireShort(file);
    return value(file);
  }

  private void requireShort(PromptfooFileName file) throws ImportException {
    if (text(file).strip().length() > MOST_CHARS_OF_ONE) {
      throw new ImportException(
          "'%s' is longer than the %d characters that a question may have"
              .formatted(file.name(), MOST_CHARS_OF_ONE));
    }
  }

  private JsonNode parsed(PromptfooFileName file) throws ImportException {
    String text = text(file);
    try {
      return switch (file.kind()) {
        case JSON -> JsonRecords.whole(text);
        case YAML -> ForeignYaml.value(text);
        case TEXT, CSV, JSON_LINES -> TextNode.valueOf(text.strip());
      };
    } catch (ImportException e) {
      throw file.wrong(e);
    }
  }
}
