package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.suites.grading.ChoiceGrader.Scoring;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a task of lm-eval marks, and its items with what that compares.
 *
 * <p>lm-eval cuts the part to compare out of an answer with filters. Where that part is a number,
 * the last number of an answer is compared; where one pattern with one group cuts it out, the
 * pattern with the right text in the group's place is looked for.
 */
record LmEvalMarking(Marking marking, List<DraftItem> items) {

  private static final Set<String> WITHOUT_EFFECT =
      Set.of("take_first", "remove_whitespace", "lowercase", "majority_vote");
  private static final Set<String> BY_LENGTH = Set.of("acc_norm", "acc_bytes");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9,]*(\\.[0-9]+)?");

  LmEvalMarking {
    items = List.copyOf(items);
  }

  /**
   * The likeliest choice, as lm-eval has it: by {@code acc}, or by what else is asked for alone.
   */
  static LmEvalMarking ofChoices(JsonNode task, List<DraftItem> items, List<Loss> losses) {
    Set<String> metrics = metrics(task);
    boolean normalised = !metrics.contains("acc") && metrics.stream().anyMatch(BY_LENGTH::contains);
    noteMetrics(task, normalised ? BY_LENGTH : Set.of("acc"), losses);
    noteFilters(task, losses);
    if (normalised) {
      losses.add(
          new Loss(
              "metric_list",
              "a choice's likelihood is divided by its bytes, with the delimiter before it"));
    }
    losses.add(
        new Loss(
            "output_type",
            "choices are ranked by likelihood: engines that cannot tell it are not asked"
                + " (scoring: continuation makes any model write one)"));
    return new LmEvalMarking(
        Marking.choice(normalised ? Scoring.LIKELIHOOD_NORMALISED : Scoring.LIKELIHOOD), items);
  }

  static LmEvalMarking ofTexts(JsonNode task, List<DraftItem> items, List<Loss> losses) {
    noteMetrics(task, Set.of("exact_match"), losses);
    List<DraftItem> cleaned = items.stream().map(item -> cleaned(item, task)).toList();
    Optional<String> pattern = extraction(task);
    if (pattern.isEmpty()) {
      noteFilters(task, losses);
      losses.add(new Loss("metric_list", "answers count as right apart from case and white space"));
      return new LmEvalMarking(Marking.normalised(), cleaned);
    }
    if (cleaned.stream().allMatch(item -> NUMBER.matches(item.expectedText()))) {
      losses.add(new Loss("filter_list", "instead, the last number of an answer is compared"));
      return new LmEvalMarking(Marking.lastNumber(), withoutCommas(cleaned));
    }
    return ofPattern(pattern.get(), cleaned, losses);
  }

  private static LmEvalMarking ofPattern(String pattern, List<DraftItem> items, List<Loss> losses) {
    List<DraftItem> patterns = new ArrayList<>();
    for (DraftItem item : items) {
      inGroup(pattern, item.expectedText())
          .ifPresent(text -> patterns.add(new DraftItem(item.id(), item.input(), List.of(text))));
    }
    if (patterns.size() < items.size()) {
      losses.add(
          new Loss(
              "filter_list", "'" + pattern + "' is not taken over: whole answers are compared"));
      return new LmEvalMarking(Marking.normalised(), items);
    }
    losses.add(
        new Loss(
            "filter_list",
            "an answer passes when '" + pattern + "' finds the right text anywhere"));
    return new LmEvalMarking(Marking.regex(), patterns);
  }

  /** The pattern with a text in the place of its only group; empty when it has another form. */
  private static Optional<String> inGroup(String pattern, String text) {
    int open = pattern.indexOf('(');
    int close = pattern.indexOf(')', open);
    boolean plain =
        open >= 0
            && close > open
            && !pattern.startsWith("(?", open)
            && (open == 0 || pattern.charAt(open - 1) != '\\')
            && pattern.charAt(close - 1) != '\\'
            && pattern.indexOf('(', open + 1) < 0
            && pattern.indexOf(')', close + 1) < 0;
    return plain
        ? Optional.of(
            pattern.substring(0, open) + Pattern.quote(text) + pattern.substring(close + 1))
        : Optional.empty();
  }

  /** The pattern of the first filter that cuts something out of an answer. */
  private static Optional<String> extraction(JsonNode task) {
    return filters(task)
        .filter(filter -> filter.path("function").asText().equals("regex"))
        .map(filter -> filter.path("regex_pattern").asText())
        .filter(pattern -> !pattern.isEmpty())
        .findFirst();
  }

  private static Stream<JsonNode> filters(JsonNode task) {
    List<JsonNode> filters = new ArrayList<>();
    task.path("filter_list").forEach(pipeline -> pipeline.path("filter").forEach(filters::add));
    return filters.stream();
  }

  private static void noteFilters(JsonNode task, List<Loss> losses) {
    filters(task)
        .map(filter -> filter.path("function").asText())
        .filter(function -> !WITHOUT_EFFECT.contains(function))
        .distinct()
        .map(function -> new Loss("filter_list", "filter '" + function + "' is not taken over"))
        .forEach(losses::add);
  }

  private static Set<String> metrics(JsonNode task) {
    Set<String> names = new LinkedHashSet<>();
    task.path("metric_list").forEach(metric -> names.add(metric.path("metric").asText()));
    return names;
  }

  private static void noteMetrics(JsonNode task, Set<String> known, List<Loss> losses) {
    for (JsonNode metric : task.path("metric_list")) {
      String name = metric.path("metric").asText();
      if (!known.contains(name)) {
        losses.add(new Loss("metric_list", "metric '" + name + "' cannot be represented"));
      }
    }
  }

  /** What exact_match ignores in the target, {@code regexes_to_ignore}, is cut out of it. */
  private static DraftItem cleaned(DraftItem item, JsonNode task) {
    String expected = item.expectedText();
    for (JsonNode metric : task.path("metric_list")) {
      for (String ignored : JsonRecords.texts(metric.path("regexes_to_ignore"))) {
        expected = without(expected, ignored);
      }
    }
    return new DraftItem(item.id(), item.input(), List.of(expected.strip()));
  }

  private static String without(String text, String ignored) {
    try {
      return Pattern.compile(ignored).matcher(text).replaceAll("");
    } catch (PatternSyntaxException e) {
      return text;
    }
  }

  private static List<DraftItem> withoutCommas(List<DraftItem> items) {
    return items.stream()
        .map(
            item ->
                new DraftItem(
                    item.id(), item.input(), List.of(item.expectedText().replace(",", ""))))
        .toList();
  }
}
