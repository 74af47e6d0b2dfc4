package dev.sluice.gate.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where in a YAML text each value stands, so that a refusal of a value can name its line. */
final class YamlLines {
  private final Map<String, Integer> lineOfPath;

  private YamlLines(Map<String, Integer> lineOfPath) {
    this.lineOfPath = lineOfPath;
  }

  /**
   * Reads the places of a text that has been parsed before.
   *
   * @throws IOException if the text is not YAML after all
   */
  static YamlLines of(YAMLFactory yaml, String text) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = yaml.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isStructEnd()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          lines.putIfAbsent(path, parser.currentTokenLocation().getLineNr());
        }
      }
    }
    return new YamlLines(lines);
  }

  /**
   * Line of a value, from 1. A value that is not there has the line of what should hold it.
   *
   * @param path JSON pointer (RFC 6901)
   */
  int line(String path) {
    Integer line = lineOfPath.get(path);
    if (line != null) {
      return line;
    }
    return path.isEmpty() ? 1 : line(path.substring(0, path.lastIndexOf('/')));
  }
}
