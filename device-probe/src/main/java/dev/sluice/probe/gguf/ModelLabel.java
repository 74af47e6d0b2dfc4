package dev.sluice.probe.gguf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model is called.
 *
 * <p>The file name wins when it has the form {@code NAME-VERSION[-ANYTHING].gguf} with a version of
 * three numbers, or two after a {@code v}, as in {@code tiny-1.1.0-q8_0.gguf}; whoever ships files
 * under such names means them. (Two bare numbers are often part of a name: Llama-3.2-1B.) Otherwise
 * the header's {@code general.name} and {@code general.version} are taken, and the file's stem as
 * the last resort. A version that nobody stated stays absent.
 *
 * @param name never empty
 */
public record ModelLabel(String name, Optional<String> version) {
  private static final String NUMBER = "\\d{1,9}";

  private static final Pattern VERSIONED =
      Pattern.compile("(?<name>.+?)-(?<version>v?N\\.N\\.N|vN\\.N)(-.*)?".replace("N", NUMBER));

  private static final Pattern LABEL = Pattern.compile("v?N(\\.N){0,2}".replace("N", NUMBER));

  public ModelLabel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank");
    }
  }

  /** Labels the model that {@code fileName} holds. */
  public static ModelLabel of(String fileName, GgufModel model) {
    String stem = fileName.replaceFirst("(?i)\\.gguf$", "");
    Matcher versioned = VERSIONED.matcher(stem);
    if (versioned.matches()) {
      return new ModelLabel(
          versioned.group("name"), Optional.of(semantic(versioned.group("version"))));
    }
    String fallback = stem.isBlank() ? "model" : stem;
    return new ModelLabel(
        model.name().orElse(fallback), model.versionLabel().flatMap(ModelLabel::parseLabel));
  }

  private static Optional<String> parseLabel(String label) {
    return LABEL.matcher(label).matches() ? Optional.of(semantic(label)) : Optional.empty();
  }

  /** Drops the v and fills up to three numbers. */
  private static String semantic(String label) {
    String version = label.replaceFirst("^v", "");
    return switch ((int) version.chars().filter(c -> c == '.').count()) {
      case 0 -> version + ".0.0";
      case 1 -> version + ".0";
      default -> version;
    };
  }
}
