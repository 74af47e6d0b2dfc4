package dev.sluice.probe.flags;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one flag. Of flagd's language it knows what a gate writes: a fractional split over the
 * rollout's name and the targeting key. What it does not know it does not guess at.
 */
final class FlagReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
  private static final Pattern ROLLOUT = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16,64}");
  private static final int MAX_VARIANTS = 16;
  private static final int MAX_WEIGHT = 10_000;

  private FlagReader() {}

  /** Empty if the flag is switched off. */
  static Optional<Flag> read(String model, JsonNode flag) throws FlagFileException {
    check(flag.isObject(), "a flag must be an object");
    String state = text(flag.path("state"), "state");
    if (state.equals("DISABLED")) {
      return Optional.empty();
    }
    check(state.equals("ENABLED"), "state must be ENABLED or DISABLED");
    check(NAME.matcher(model).matches(), "its name must match " + NAME);
    String rollout = text(flag.path("metadata").path("rollout"), "metadata.rollout");
    check(ROLLOUT.matcher(rollout).matches(), "metadata.rollout must match " + ROLLOUT);
    Map<String, Variant> variants = variants(flag.path("variants"));
    String defaultVariant = text(flag.path("defaultVariant"), "defaultVariant");
    check(variants.containsKey(defaultVariant), "defaultVariant must be one of the variants");
    return Optional.of(
        new Flag(
            model,
            rollout,
            variants,
            defaultVariant,
            shares(flag.path("targeting"), rollout, variants)));
  }

  private static Map<String, Variant> variants(JsonNode node) throws FlagFileException {
    check(
        node.isObject() && !node.isEmpty() && node.size() <= MAX_VARIANTS,
        "variants must be an object of 1 to " + MAX_VARIANTS);
    Map<String, Variant> variants = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      variants.put(entry.getKey(), variant(entry.getValue()));
    }
    return variants;
  }

  private static Variant variant(JsonNode node) throws FlagFileException {
    JsonNode reports = node.path("report");
    check(reports.isBoolean(), "a variant's report must be true or false");
    ModelName model = model(node);
    JsonNode other = node.path("compareWith");
    if (other.isMissingNode()) {
      return new Variant(model, reports.booleanValue(), Optional.empty());
    }
    ModelName compared = model(other);
    check(
        compared.name().equals(model.name()),
        "a variant's compareWith must be a version of the same model");
    return new Variant(model, reports.booleanValue(), Optional.of(compared));
  }

  private static ModelName model(JsonNode node) throws FlagFileException {
    String name = text(node.path("name"), "a variant's name");
    String version = text(node.path("version"), "a variant's version");
    check(
        NAME.matcher(name).matches() && NAME.matcher(version).matches(),
        "a variant's name and version must match " + NAME);
    JsonNode digest = node.path("ggufDigest");
    if (digest.isMissingNode()) {
      return new ModelName(name, version, Optional.empty());
    }
    String hex = text(digest, "ggufDigest");
    check(DIGEST.matcher(hex).matches(), "ggufDigest must match " + DIGEST);
    return new ModelName(name, version, Optional.of(hex));
  }

  private static List<Flag.Share> shares(
      JsonNode targeting, String rollout, Map<String, Variant> variants) throws FlagFileException {
    if (targeting.isMissingNode() || (targeting.isObject() && targeting.isEmpty())) {
      return List.of();
    }
    JsonNode fractional = targeting.path("fractional");
    check(
        targeting.size() == 1
            && fractional.isArray()
            && fractional.size() >= 2
            && fractional.size() <= MAX_VARIANTS + 1,
        "targeting must be one fractional split");
    checkKey(fractional.get(0), rollout);
    List<Flag.Share> shares = new ArrayList<>();
    long total = 0;
    for (int i = 1; i < fractional.size(); i++) {
      Flag.Share share = share(fractional.get(i), variants);
      total += share.weight();
      shares.add(share);
    }
    check(total > 0, "a fractional split must give something to somebody");
    return shares;
  }

  /** Hashed differently, other devices would be in the arms than the gate thinks. */
  private static void checkKey(JsonNode key, String rollout) throws FlagFileException {
    JsonNode parts = key.path("cat");
    check(
        key.size() == 1
            && parts.isArray()
            && parts.size() == 2
            && parts.get(0).asText().equals(rollout)
            && parts.get(1).path("var").asText().equals("targetingKey"),
        "a fractional split must be over the rollout's name and the targetingKey");
  }

  private static Flag.Share share(JsonNode node, Map<String, Variant> variants)
      throws FlagFileException {
    check(
        node.isArray() && node.size() == 2 && node.get(0).isTextual() && node.get(1).isInt(),
        "a share must be a variant and a whole number");
    String variant = node.get(0).textValue();
    int weight = node.get(1).intValue();
    check(variants.containsKey(variant), "a share's variant must be one of the variants");
    check(weight >= 0 && weight <= MAX_WEIGHT, "a share must be 0 to " + MAX_WEIGHT);
    return new Flag.Share(variant, weight);
  }

  private static String text(JsonNode node, String what) throws FlagFileException {
    check(node.isTextual(), what + " must be a string");
    return node.textValue();
  }

  private static void check(boolean holds, String rule) throws FlagFileException {
    if (!holds) {
      throw new FlagFileException(rule);
    }
  }
}
