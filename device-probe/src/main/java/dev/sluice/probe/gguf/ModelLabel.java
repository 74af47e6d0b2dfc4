package dev.sluice.probe.gguf;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model is called.
 *
 * <p>The file name wins when it has the form {@code NAME-VERSION[-ANYTHING].gguf} with a version of
 * two or three numbers, as in {@code tiny-1.1.0-q8_0.gguf}; whoever ships files under such names
 * means them. Otherwise the header's {@code general.name} and {@code general.version} are taken,
 * and the file's stem as the last resort. A version that nobody stated stays absent.
 *
 * @param name never empty
 */
public record ModelLabel(String name, Optional<String> version) {
  private static final Pattern VERSIONED =
      Pattern.compile("(?<name>.+?)-v?(?<version>\\d{1,9}(\\.\\d{1,9}){1,2})(-.*)?");

  private static final Pattern LABEL = Pattern.compile("v?(?<version>\\d{1,9}(\\.\\d{1,9}){0,2})");

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
    Matcher matcher = LABEL.matcher(label);
    return matcher.matches() ? Optional.of(semantic(matcher.group("version"))) : Optional.empty();
  }

  /** Fills a short version up to three numbers. */
  private static String semantic(String version) {
    return switch ((int) version.chars().filter(c -> c == '.').count()) {
      case 0 -> version + ".0.0";
      case 1 -> version + ".0";
      default -> version;
    };
  }
}
