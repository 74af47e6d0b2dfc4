package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML of another tool as plain maps, lists and scalars; a tag that names code is refused. */
final class ForeignYaml {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** SnakeYAML's words for a tag that is not one of YAML's own, such as {@code !function}. */
  private static final Pattern UNKNOWN_TAG =
      Pattern.compile("could not determine a constructor for the tag (\\S+)");

  private ForeignYaml() {}

  /** A mapping, as every tool's own file is. */
  static JsonNode read(String text) throws ImportException {
    JsonNode root = value(text);
    if (!root.isObject()) {
      throw new ImportException("the file must be a mapping of keys to values");
    }
    return root;
  }

  /** Whatever the text is: a list or a scalar too, and null when it is empty. */
  static JsonNode value(String text) throws ImportException {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setAllowRecursiveKeys(false);
    limits.setCodePointLimit(8_000_000);
    try {
      JsonNode root = JSON.valueToTree(new Yaml(new SafeConstructor(limits)).load(text));
      return root == null ? NullNode.getInstance() : root;
    } catch (MarkedYAMLException e) {
      throw new ImportException(refusal(e));
    } catch (YAMLException e) {
      String reason = String.valueOf(e.getMessage());
      throw new ImportException("not plain YAML: " + reason.lines().findFirst().orElse(""));
    }
  }

  private static String refusal(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    Matcher tag = UNKNOWN_TAG.matcher(problem);
    String where = e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1);
    return tag.find()
        ? where + ": " + tag.group(1) + " names code, and code is refused"
        : where + ": not plain YAML: " + problem;
  }
}
