package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authoring.importing.PromptfooFileName.Kind;
import dev.sluice.authoring.importing.PromptfooPrompt.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The prompts of a promptfoo configuration, with those that are in files: a text file has several
 * between lines of three dashes, JSON lines one a line, and every other file is one.
 */
final class PromptfooPromptFiles {

  private static final String BETWEEN = "(?m)^[ \\t]*---[ \\t]*$";

  /** Promptfoo runs a file whose name ends in none of these. */
  private static final Pattern TEXT = Pattern.compile("\\.(?:txt|md|j2)$");

  private final PromptfooFiles files;
  private final List<Loss> losses;

  PromptfooPromptFiles(PromptfooFiles files, List<Loss> losses) {
    this.files = files;
    this.losses = losses;
  }

  /** All of them in order; a file that cannot be read is reported, for another may be taken. */
  List<Written> prompts(JsonNode prompts) {
    List<Written> all = new ArrayList<>();
    int number = 0;
    for (JsonNode prompt : listed(prompts)) {
      number++;
      String where = "prompt-" + number;
      String name = name(prompt);
      if (PromptfooFileName.isLikely(name)) {
        all.addAll(inFile(where, prompt, name));
      } else {
        all.add(new Written(where, prompt));
      }
    }
    return all;
  }

  private static List<JsonNode> listed(JsonNode prompts) {
    List<JsonNode> all = new ArrayList<>();
    if (prompts.isArray()) {
      prompts.forEach(all::add);
    } else if (!prompts.isMissingNode()) {
      all.add(prompts);
    }
    return all;
  }

  private static String name(JsonNode prompt) {
    return prompt.isObject()
        ? prompt.path(prompt.has("raw") ? "raw" : "id").asText()
        : prompt.asText();
  }

  private List<Written> inFile(String where, JsonNode prompt, String name) {
    List<Written> all = new ArrayList<>();
    try {
      PromptfooFileName file = PromptfooFileName.of(name);
      List<String> texts = texts(file);
      for (int i = 0; i < texts.size(); i++) {
        String own = texts.size() == 1 ? where : where + "-" + (i + 1);
        all.add(new Written(own, withText(prompt, texts.get(i))));
      }
      if (texts.isEmpty()) {
        losses.add(new Loss(where, "left out: '" + file.name() + "' has no prompt"));
      }
    } catch (ImportException e) {
      losses.add(new Loss(where, "left out: " + e.getMessage()));
    }
    return all;
  }

  private List<String> texts(PromptfooFileName file) throws ImportException {
    if (file.kind() == Kind.CSV
        || (file.kind() == Kind.TEXT && !TEXT.matcher(file.name()).find())) {
      throw new ImportException(
          "'" + file.name() + "' is no text, JSON, JSON lines or YAML; write its prompts out");
    }
    String text = files.text(file);
    Stream<String> texts =
        switch (file.kind()) {
          case TEXT ->
              file.name().endsWith(".txt") ? Stream.of(text.split(BETWEEN, -1)) : Stream.of(text);
          case JSON_LINES -> text.lines();
          case JSON, CSV -> Stream.of(text);
          case YAML -> Stream.of(files.value(file).toString());
        };
    return texts.map(String::strip).filter(prompt -> !prompt.isEmpty()).toList();
  }

  private static ObjectNode withText(JsonNode prompt, String text) {
    ObjectNode written = JsonNodeFactory.instance.objectNode();
    for (var entry : prompt.properties()) {
      written.set(entry.getKey(), entry.getValue());
    }
    return written.put("raw", text);
  }
}
