package dev.sluice.suites.yaml;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One YAML document as a tree of nodes that know their lines. The tree is only read, never built
 * into objects, so no tag in it can make the parser do anything.
 */
final class YamlText {

  static final int MAX_CHARS = 4_000_000;
  private static final int MAX_DEPTH = 8;

  private YamlText() {}

  static Node rootOf(String text, String sourceName) throws SuiteFormatException {
    if (text.length() > MAX_CHARS) {
      throw new SuiteFormatException(
          sourceName, 1, "a suite must have at most " + MAX_CHARS + " characters");
    }
    Optional<Node> root = compose(text, sourceName);
    if (root.isEmpty()) {
      throw new SuiteFormatException(sourceName, 1, "the file holds no suite");
    }
    return root.get();
  }

  private static Optional<Node> compose(String text, String sourceName)
      throws SuiteFormatException {
    try {
      return Optional.ofNullable(new Yaml(limits()).compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      throw new SuiteFormatException(sourceName, line(e.getProblemMark()), oneLine(e.getProblem()));
    } catch (YAMLException e) {
      throw new SuiteFormatException(sourceName, 1, oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_CHARS);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(0);
    return limits;
  }

  static int line(Mark mark) {
    return mark.getLine() + 1;
  }

  private static String oneLine(String problem) {
    return "not YAML: " + problem.replaceAll("\\s+", " ");
  }
}
