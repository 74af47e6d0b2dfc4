package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/** YAML files whose documents are maps, as those under {@code deploy} are. */
@SuppressWarnings("unchecked") // YAML
final class YamlFile {
  private YamlFile() {}

  /** The only document of a file. */
  static Map<String, Object> document(Path file) {
    List<Map<String, Object>> documents = documents(file);
    if (documents.size() != 1) {
      throw new IllegalStateException(file + " has " + documents.size() + " documents");
    }
    return documents.get(0);
  }

  static List<Map<String, Object>> documents(Path file) {
    List<Map<String, Object>> documents = new ArrayList<>();
    try {
      new Yaml()
          .loadAll(Files.readString(file))
          .forEach(document -> documents.add((Map<String, Object>) document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  /** The map that stands under these keys, one below the other. */
  static Map<String, Object> at(Map<String, Object> document, String... path) {
    Map<String, Object> here = document;
    for (String key : path) {
      here = (Map<String, Object>) Objects.requireNonNull(here.get(key), key);
    }
    return here;
  }
}
