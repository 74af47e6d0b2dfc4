package dev.sluice.probe.llama;

import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Opening.Refused.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what the library logged about a model that it refused into one line. */
final class LoadFailure {
  private static final Pattern ERROR = Pattern.compile(".*error loading model: (?<reason>.+)");
  private static final Pattern ARCHITECTURE =
      Pattern.compile(".*unknown model architecture: '(?<name>[^']*)'.*");
  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "(?i).*(bad_alloc|(out of|insufficient) memory|(failed|unable) to allocate|cannot"
              + " allocate memory"
              // The child JVM itself.
              + "|commit_memory.* failed).*");

  private LoadFailure() {}

  /**
   * Explains a refusal.
   *
   * @param message what the binding said, usually the same for everything
   */
  static Opening.Refused explain(String message, NativeLog log) {
    List<String> newestFirst = Arrays.asList(log.newestFirst());
    Optional<String> architecture = firstGroup(newestFirst, ARCHITECTURE, "name");
    if (architecture.isPresent()) {
      return new Opening.Refused(
          Kind.NOT_SUPPORTED,
          "this engine (llama.cpp%s) does not know the architecture '%s'"
              .formatted(log.build().map(build -> " b" + build).orElse(""), architecture.get()));
    }
    if (mentionsMemory(log)) {
      return new Opening.Refused(Kind.OUT_OF_MEMORY, "there is not enough memory for the model");
    }
    String reason = firstGroup(newestFirst, ERROR, "reason").orElse(message);
    return new Opening.Refused(Kind.MODEL_FILE, "the engine refused the model: " + reason);
  }

  static boolean mentionsMemory(NativeLog log) {
    return Arrays.stream(log.newestFirst()).anyMatch(line -> OUT_OF_MEMORY.matcher(line).matches());
  }

  private static Optional<String> firstGroup(List<String> lines, Pattern pattern, String group) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(group))
        .findFirst();
  }
}
