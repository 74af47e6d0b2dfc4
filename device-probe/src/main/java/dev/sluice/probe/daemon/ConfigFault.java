package dev.sluice.probe.daemon;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What the YAML library objects to, in words for the owner of the file. */
final class ConfigFault {
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(?<key>.*)'");

  private static final Map<Class<?>, String> FORMS =
      Map.of(
          String.class, "must be one text",
          Boolean.class, "must be true or false",
          Double.class, "must be a number",
          Integer.class, "must be a whole number of at most 9 digits");

  private ConfigFault() {}

  static ConfigException of(Path file, JacksonException fault) {
    for (@Nullable Throwable at = fault; at != null; at = at.getCause()) {
      if (at instanceof MarkedYAMLException syntax && syntax.getProblemMark() != null) {
        Mark mark = syntax.getProblemMark();
        return new ConfigException(
            "%s:%d:%d: not YAML: %s"
                .formatted(file, mark.getLine() + 1, mark.getColumn() + 1, syntax.getProblem()));
      }
    }
    String place = fault instanceof JsonMappingException mapping ? place(mapping) : "";
    return new ConfigException(file + line(fault) + ": " + place + rule(fault));
  }

  private static String rule(JacksonException fault) {
    Matcher twice = TWICE.matcher(fault.getOriginalMessage());
    if (twice.lookingAt()) {
      return "the key " + twice.group("key") + " is there twice";
    }
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return "is no key; those there are: "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    if (fault instanceof InvalidNullException) {
      return "must not be empty";
    }
    if (fault instanceof MismatchedInputException mismatch) {
      return form(mismatch.getTargetType());
    }
    if (fault.getCause() instanceof InputCoercionException number) {
      return form(number.getTargetType());
    }
    if (fault.getOriginalMessage().startsWith("Malformed numeric value")) {
      return "must be a number";
    }
    return "not YAML: " + fault.getOriginalMessage().lines().findFirst().orElse("");
  }

  private static String form(@Nullable Class<?> type) {
    if (type == null) {
      return "has another form than it must have";
    }
    if (Iterable.class.isAssignableFrom(type)) {
      return "must be a list, such as [a, b]";
    }
    return FORMS.getOrDefault(boxed(type), "must be keys with values, such as {key: value}");
  }

  private static Class<?> boxed(Class<?> type) {
    return type == int.class ? Integer.class : type;
  }

  private static String place(JsonMappingException fault) {
    String path =
        fault.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getFieldName())
            .collect(Collectors.joining("/"));
    return path.isEmpty() ? "" : path + ": ";
  }

  /** An unknown key is noticed when all others have been read: its name must do. */
  private static String line(JacksonException fault) {
    return fault.getLocation() == null || fault instanceof UnrecognizedPropertyException
        ? ""
        : ":" + Math.max(1, fault.getLocation().getLineNr());
  }
}
