package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authoring.importing.NamedFiles.NamedFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A task of lm-eval with the files that it includes, one or a list. As lm-eval merges them: whole
 * keys, of several files the last one's, and over all of them the task's own.
 */
final class LmEvalIncludes {

  private static final int MAX_DEPTH = 8;
  private static final int MAX_FILES = 32;

  private int files;

  private LmEvalIncludes() {}

  static JsonNode merged(JsonNode task, NamedFiles beside) throws ImportException {
    return new LmEvalIncludes().merged(task, beside, List.of());
  }

  private JsonNode merged(JsonNode task, NamedFiles beside, List<String> including)
      throws ImportException {
    if (!task.has("include")) {
      return task;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (String name : names(task.path("include"))) {
      for (var entry : included(beside.open(name), including).properties()) {
        merged.set(entry.getKey(), entry.getValue());
      }
    }
    for (var entry : task.properties()) {
      merged.set(entry.getKey(), entry.getValue());
    }
    merged.remove("include");
    return merged;
  }

  private static List<String> names(JsonNode include) throws ImportException {
    List<String> names = JsonRecords.texts(include);
    if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
      throw new ImportException("include must name a file, or a list of files");
    }
    return names;
  }

  private JsonNode included(NamedFile file, List<String> including) throws ImportException {
    if (including.contains(file.path())) {
      throw new ImportException("include: " + file.path() + " includes itself");
    }
    files++;
    if (including.size() >= MAX_DEPTH || files > MAX_FILES) {
      throw new ImportException(
          "include: more than %d files within each other, or %d in all"
              .formatted(MAX_DEPTH, MAX_FILES));
    }
    List<String> path = new ArrayList<>(including);
    path.add(file.path());
    return merged(read(file), file.beside(), path);
  }

  private static JsonNode read(NamedFile file) throws ImportException {
    try {
      return ForeignYaml.read(Unmarked.text(file.text()));
    } catch (ImportException e) {
      throw new ImportException("included " + file.path() + ": " + e.getMessage());
    }
  }
}
