package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML of another tool as plain maps, lists and scalars; a tag that names code is refused. */
final class ForeignYaml {

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ForeignYaml() {}

  static JsonNode read(String text) throws ImportException {
    LoaderOptions limits = new LoaderOptions();
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setMaxAliasesForCollections(MAX_ALIASES);
    limits.setAllowRecursiveKeys(false);
    limits.setCodePointLimit(8_000_000);
    JsonNode root;
    try {
      root = JSON.valueToTree(new Yaml(new SafeConstructor(limits)).load(text));
    } catch (YAMLException e) {
      String reason = String.valueOf(e.getMessage());
      throw new ImportException("not plain YAML: " + reason.lines().findFirst().orElse(""));
    }
    if (root == null || !root.isObject()) {
      throw new ImportException("the file must be a mapping of keys to values");
    }
    return root;
  }
}
