package dev.sluice.authoring.importing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with variables in double braces, and nothing else of a template language. */
record PromptTemplateText(String text) {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{ *([A-Za-z_][A-Za-z0-9_]*) *}}");

  /** Whether it uses more than variables: filters, conditions, loops, comments. */
  boolean isProgram() {
    String rest = VARIABLE.matcher(text).replaceAll("");
    return rest.contains("{{") || rest.contains("{%") || rest.contains("{#");
  }

  Set<String> variables() {
    return new LinkedHashSet<>(occurrences());
  }

  /** The text with {@code {{input}}} for its variable, when it has just one, once. */
  Optional<String> asSuiteTemplate() {
    return occurrences().size() == 1
        ? Optional.of(VARIABLE.matcher(text).replaceAll("{{input}}"))
        : Optional.empty();
  }

  /** Empty when a variable has no value. */
  Optional<String> rendered(Map<String, String> values) {
    return values.keySet().containsAll(variables())
        ? Optional.of(
            VARIABLE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match, values))))
        : Optional.empty();
  }

  private static String value(MatchResult match, Map<String, String> values) {
    return String.valueOf(values.get(match.group(1)));
  }

  private List<String> occurrences() {
    return VARIABLE.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
