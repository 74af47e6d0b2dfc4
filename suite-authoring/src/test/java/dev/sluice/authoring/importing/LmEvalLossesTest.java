package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.IMPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.NormalisedGrader;
import dev.sluice.suites.grading.NumericGrader;
import dev.sluice.suites.grading.RegexGrader;
import dev.sluice.suites.grading.TokenF1Grader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lm-eval's metrics, filters and sampling say, and a suite says otherwise or not at all. */
class LmEvalLossesTest {
  private static final String WORDS =
      """
      {"q": "1?", "a": "a red car."}
      {"q": "2?", "a": "the blue one"}
      {"q": "3?", "a": "Green, mostly"}
      """;
  private static final String LETTERS =
      """
      {"q": "1?", "a": "A"}
      {"q": "2?", "a": "B"}
      {"q": "3?", "a": "C"}
      """;
  private static final String NUMBERS =
      """
      {"q": "1?", "a": "11"}
      {"q": "2?", "a": "12"}
      {"q": "3?", "a": "13"}
      """;

  @Test
  void exactMatch_withoutPunctuation_comparesWords() throws ImportException {
    Imported imported =
        read("metric_list: [{metric: exact_match, ignore_punctuation: true}]", WORDS);

    Suite suite = imported.suite();
    assertThat(suite.grader()).isEqualTo(new TokenF1Grader(1));
    assertThat(suite.grade(suite.items().get(0), "green mostly!").passed()).isTrue();
    assertThat(suite.grade(suite.items().get(0), "green mostly and red").passed()).isFalse();
    assertThat(imported.losses())
        .anySatisfy(loss -> assertThat(loss.what()).startsWith("ignore_punctuation is taken as"));
  }

  /** "A" would be an article, of which no word is left. */
  @Test
  void exactMatch_withoutPunctuationAmongLetters_isReported() throws ImportException {
    Imported imported =
        read("metric_list: [{metric: exact_match, ignore_punctuation: true}]", LETTERS);

    assertThat(imported.suite().grader()).isEqualTo(new NormalisedGrader());
    assertThat(imported.losses())
        .contains(lost("ignore_punctuation of exact_match is not taken over"));
  }

  @Test
  void exactMatch_optionsThatNoSuiteHas_areReported() throws ImportException {
    Imported imported =
        read(
            """
            metric_list:
              - metric: exact_match
                aggregation: median
                ignore_numbers: true
                regexes_to_ignore: ["x+", "(?=y)"]
                strip_string: "#"
            """,
            WORDS);

    assertThat(imported.losses())
        .contains(
            lost("ignore_numbers of exact_match is not taken over"),
            lost("aggregation other than the mean of exact_match is not taken over"),
            lost("'strip_string' of exact_match is not taken over"),
            lost("'(?=y)', which is not RE2's syntax, of exact_match is not taken over"),
            lost(
                "regexes_to_ignore of exact_match are cut out of the targets alone, not of"
                    + " answers"));
  }

  @Test
  void filters_besideTheOneThatIsTaken_areReported() throws ImportException {
    Imported imported =
        read(
            """
            filter_list:
              - name: strict
                filter:
                  - {function: regex, regex_pattern: "#### ([0-9]+)"}
                  - {function: map, mapping_dict: {a: b}}
                  - {function: take_first}
              - name: flexible
                filter: [{function: regex, group_select: -1, regex_pattern: "([0-9]+)"}]
            """,
            NUMBERS);

    assertThat(imported.suite().grader()).isInstanceOf(NumericGrader.class);
    assertThat(imported.losses())
        .contains(
            new Loss("filter_list", "filter 'map' is not taken over"),
            new Loss(
                "filter_list", "pipeline 'flexible' is not taken over: a suite marks in one way"));
  }

  @Test
  void filter_whosePatternIsTaken_keepsCaseApartAndReportsWhichMatchCounts()
      throws ImportException {
    Imported imported =
        read(
            """
            metric_list: [{metric: exact_match, ignore_case: true, ignore_punctuation: true}]
            filter_list:
              - name: last
                filter: [{function: regex, group_select: -1, regex_pattern: "is ([A-D])"}]
            """,
            LETTERS);

    Suite suite = imported.suite();
    assertThat(suite.grader()).isEqualTo(new RegexGrader());
    assertThat(suite.grade(suite.items().get(0), "It Is c").passed()).isTrue();
    assertThat(imported.losses())
        .contains(
            new Loss("filter_list", "group_select is not taken over: any match counts"),
            lost("ignore_punctuation of exact_match is not taken over"));
  }

  @Test
  void sampling_withoutATemperature_isReportedAsGreedy() throws ImportException {
    Loss greedy =
        new Loss("generation_kwargs", "do_sample without a temperature is taken as greedy");

    assertThat(read("generation_kwargs: {do_sample: true}", WORDS).losses()).contains(greedy);
    assertThat(read("generation_kwargs: {do_sample: true, temperature: 0}", WORDS).losses())
        .doesNotContain(greedy);
  }

  private static Loss lost(String what) {
    return new Loss("metric_list", what);
  }

  private static Imported read(String more, String documents) throws ImportException {
    String task = "task: t\ndoc_to_text: q\ndoc_to_target: a\n" + more;
    return IMPORT.read(Source.LM_EVAL, task, Optional.of(documents));
  }
}
