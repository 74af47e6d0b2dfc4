package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The metrics of a task of lm-eval, of which a suite has one.
 *
 * @param list as the task has it
 */
record LmEvalMetrics(JsonNode list) {

  /** Which a suite could have in the place of {@code acc}, but not beside it. */
  private static final Set<String> BESIDE = Set.of("acc", "acc_norm", "acc_bytes");

  private static final Set<String> KNOWN =
      Set.of(
          "metric",
          "aggregation",
          "higher_is_better",
          "ignore_case",
          "ignore_punctuation",
          "ignore_numbers",
          "regexes_to_ignore");

  static LmEvalMetrics of(JsonNode task) {
    return new LmEvalMetrics(task.path("metric_list"));
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    list.forEach(metric -> names.add(metric.path("metric").asText()));
    return names;
  }

  /** Reports the metrics besides these, and of these what no suite can say. */
  void note(Set<String> known, List<Loss> losses) {
    for (JsonNode metric : list) {
      String name = metric.path("metric").asText();
      if (!known.contains(name)) {
        losses.add(new Loss("metric_list", "metric '" + name + "' " + whyNot(name, known)));
        continue;
      }
      metric
          .fieldNames()
          .forEachRemaining(
              key -> {
                if (!KNOWN.contains(key)) {
                  losses.add(lost(name, "'" + key + "'"));
                }
              });
      if (!metric.path("aggregation").asText("mean").equals("mean")) {
        losses.add(lost(name, "aggregation other than the mean"));
      }
    }
  }

  private static String whyNot(String name, Set<String> known) {
    return BESIDE.contains(name) && BESIDE.containsAll(known)
        ? "is not taken over: a suite marks in one way"
        : "cannot be represented";
  }

  boolean ignoresCase() {
    return exactMatch().path("ignore_case").asBoolean();
  }

  boolean ignoresPunctuation() {
    return exactMatch().path("ignore_punctuation").asBoolean();
  }

  boolean ignoresNumbers() {
    return exactMatch().path("ignore_numbers").asBoolean();
  }

  /** What is ignored wherever one of these patterns finds it. */
  List<String> ignored() {
    return JsonRecords.texts(exactMatch().path("regexes_to_ignore"));
  }

  /** A target without what is ignored. */
  String cleaned(String target) {
    String cleaned = target;
    for (String ignored : ignored()) {
      cleaned =
          isPattern(ignored) ? Pattern.compile(ignored).matcher(cleaned).replaceAll("") : cleaned;
    }
    return cleaned.strip();
  }

  /** Reports the patterns that cannot be cut out of the targets. */
  void notePatterns(List<Loss> losses) {
    for (String ignored : ignored()) {
      if (!isPattern(ignored)) {
        losses.add(lost("exact_match", "'" + ignored + "', which is not RE2's syntax,"));
      }
    }
  }

  static Loss lost(String metric, String what) {
    return new Loss("metric_list", what + " of " + metric + " is not taken over");
  }

  private JsonNode exactMatch() {
    for (JsonNode metric : list) {
      if (metric.path("metric").asText().equals("exact_match")) {
        return metric;
      }
    }
    return MissingNode.getInstance();
  }

  private static boolean isPattern(String text) {
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
