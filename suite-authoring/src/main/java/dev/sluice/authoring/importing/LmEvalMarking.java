package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.sluice.suites.grading.ChoiceGrader.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a task of lm-eval marks, and its items with what that compares.
 *
 * <p>lm-eval cuts the part to compare out of an answer with filters. Where that part is a number,
 * the last number of an answer is compared; where one pattern with one group cuts it out, the
 * pattern with the right text in the group's place is looked for.
 */
record LmEvalMarking(Marking marking, List<DraftItem> items) {

  private static final Set<String> BY_LENGTH = Set.of("acc_norm", "acc_bytes");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9,]*(\\.[0-9]+)?");

  private static final Marking SAME_WORDS = Marking.tokenF1(1);

  LmEvalMarking {
    items = List.copyOf(items);
  }

  /**
   * The likeliest choice, as lm-eval has it: by {@code acc}, or by what else is asked for alone.
   */
  static LmEvalMarking ofChoices(JsonNode task, List<DraftItem> items, List<Loss> losses) {
    LmEvalMetrics metrics = LmEvalMetrics.of(task);
    Set<String> names = metrics.names();
    boolean normalised = !names.contains("acc") && names.stream().anyMatch(BY_LENGTH::contains);
    metrics.note(normalised ? BY_LENGTH : Set.of("acc"), losses);
    LmEvalFilters.of(task).noteAllButExtraction(losses);
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
    LmEvalMetrics metrics = LmEvalMetrics.of(task);
    LmEvalFilters filters = LmEvalFilters.of(task);
    metrics.note(Set.of("exact_match"), losses);
    metrics.notePatterns(losses);
    filters.noteAllButExtraction(losses);
    List<DraftItem> cleaned = items.stream().map(item -> cleaned(item, metrics)).toList();
    if (filters.extraction().isPresent()
        && cleaned.stream().allMatch(item -> NUMBER.matches(item.expectedText()))) {
      losses.add(new Loss("filter_list", "instead, the last number of an answer is compared"));
      return new LmEvalMarking(Marking.lastNumber(), withoutCommas(cleaned));
    }
    noteIgnored(metrics, losses);
    return filters
        .extraction()
        .flatMap(extraction -> ofPattern(extraction, filters, metrics, cleaned, losses))
        .orElseGet(() -> ofWhole(metrics, cleaned, losses));
  }

  /** What exact_match ignores in answers too, and a suite cannot. */
  private static void noteIgnored(LmEvalMetrics metrics, List<Loss> losses) {
    if (metrics.ignoresNumbers()) {
      losses.add(LmEvalMetrics.lost("exact_match", "ignore_numbers"));
    }
    if (!metrics.ignored().isEmpty()) {
      losses.add(
          new Loss(
              "metric_list",
              "regexes_to_ignore of exact_match are cut out of the targets alone, not of answers"));
    }
  }

  private static LmEvalMarking ofWhole(
      LmEvalMetrics metrics, List<DraftItem> items, List<Loss> losses) {
    if (metrics.ignoresPunctuation() && areWords(items)) {
      losses.add(
          new Loss(
              "metric_list",
              "ignore_punctuation is taken as the same words: case, articles and order do not"
                  + " count either"));
      return new LmEvalMarking(SAME_WORDS, items);
    }
    if (metrics.ignoresPunctuation()) {
      losses.add(LmEvalMetrics.lost("exact_match", "ignore_punctuation"));
    }
    losses.add(new Loss("metric_list", "answers count as right apart from case and white space"));
    return new LmEvalMarking(Marking.normalised(), items);
  }

  /** Whether something is left of every target when its words are compared: not so of "A.". */
  private static boolean areWords(List<DraftItem> items) {
    return items.stream()
        .map(DraftItem::expectedText)
        .allMatch(
            text -> text.lines().count() == 1 && SAME_WORDS.grader().objectionTo(text).isEmpty());
  }

  private static Optional<LmEvalMarking> ofPattern(
      JsonNode extraction,
      LmEvalFilters filters,
      LmEvalMetrics metrics,
      List<DraftItem> items,
      List<Loss> losses) {
    String pattern = extraction.path("regex_pattern").asText();
    String flags = metrics.ignoresCase() || filters.lowersCase() ? "(?i)" : "";
    List<DraftItem> patterns = new ArrayList<>();
    for (DraftItem item : items) {
      inGroup(pattern, item.expectedText())
          .map(text -> new DraftItem(item.id(), item.input(), List.of(flags + text)))
          .ifPresent(patterns::add);
    }
    if (patterns.size() < items.size()) {
      losses.add(
          new Loss(
              "filter_list", "'" + pattern + "' is not taken over: whole answers are compared"));
      return Optional.empty();
    }
    losses.add(
        new Loss(
            "filter_list",
            "an answer passes when '" + pattern + "' finds the right text anywhere"));
    if (extraction.path("group_select").asInt() != 0) {
      losses.add(new Loss("filter_list", "group_select is not taken over: any match counts"));
    }
    if (metrics.ignoresPunctuation()) {
      losses.add(LmEvalMetrics.lost("exact_match", "ignore_punctuation"));
    }
    return Optional.of(new LmEvalMarking(Marking.regex(), patterns));
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

  /** What exact_match ignores in the target, {@code regexes_to_ignore}, is cut out of it. */
  private static DraftItem cleaned(DraftItem item, LmEvalMetrics metrics) {
    return new DraftItem(item.id(), item.input(), List.of(metrics.cleaned(item.expectedText())));
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
