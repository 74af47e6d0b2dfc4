package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.IMPORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.NormalisedGrader;
import dev.sluice.suites.grading.RegexGrader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks of lm-evaluation-harness and their documents. */
class LmEvalImportTest {
  @Test
  void lmEval_textsToGenerate_becomeNormalisedAnswersWithStopStrings() throws ImportException {
    String task =
        """
        task: sums
        dataset_path: json
        output_type: generate_until
        description: "Compute.\\n"
        doc_to_text: "Question: {{question}}\\nAnswer:"
        doc_to_target: answer
        num_fewshot: 5
        generation_kwargs: {until: ["\\n", "Question:"], temperature: 0.0, max_gen_toks: 5, top_p: 0.9}
        metric_list:
          - {metric: exact_match, aggregation: mean, higher_is_better: true}
          - {metric: bleu}
        """;
    String documents =
        """
        {"question": "2+2?", "answer": "4"}
        {"question": "3+3?", "answer": 6}
        {"question": "4+4?", "answer": "8"}
        {"question": "4+4?", "answer": "8"}
        {"question": "5+5?"}
        """;

    Imported imported = IMPORT.read(Source.LM_EVAL, task, Optional.of(documents));

    Suite suite = imported.suite();
    assertThat(suite.grader()).isEqualTo(new NormalisedGrader());
    assertThat(suite.generation().stop()).containsExactly("\n", "Question:");
    assertThat(suite.prompt(suite.items().get(0))).isEqualTo("Compute.\nQuestion: 4+4?\nAnswer:");
    assertThat(suite.controls()).extracting(ControlItem::expected).containsExactly("4", "6", "6");
    assertThat(imported.losses())
        .contains(
            new Loss(
                "num_fewshot",
                "its 5 examples are in a split that the file does not hold: asked without"),
            new Loss("generation_kwargs", "'top_p' is not taken over"),
            new Loss("metric_list", "metric 'bleu' cannot be represented"),
            new Loss("doc-4", "left out: an earlier one asks the same"),
            new Loss("doc-5", "left out: doc_to_target has no text here"));
  }

  @Test
  void lmEval_choicesOfEachDocument_areWhatTheModelIsMadeToWrite() throws ImportException {
    String task =
        """
        task: arc_like
        output_type: multiple_choice
        doc_to_text: "Question: {{question}}\\nAnswer:"
        doc_to_target: "{{choices.label.index(answerKey)}}"
        doc_to_choice: "{{choices.text}}"
        should_decontaminate: true
        metric_list:
          - {metric: acc}
          - {metric: acc_norm}
        """;
    String documents =
        """
        {"question": "Hot?", "choices": {"text": ["ice", "fire"], "label": ["A", "B"]}, "answerKey": "B"}
        {"question": "Wet?", "choices": {"text": ["rain", "sand"], "label": ["1", "2"]}, "answerKey": "1"}
        {"question": "Loud?", "choices": {"text": ["cat", "gun", "fog"], "label": ["A", "B", "C"]}, "answerKey": "B"}
        {"question": "Far?", "choices": {"text": ["sun", "sea"], "label": ["A", "B"]}, "answerKey": "E"}
        """;

    Imported imported = IMPORT.read(Source.LM_EVAL, task, Optional.of(documents));

    assertThat(imported.suite().grader())
        .isEqualTo(new ChoiceGrader(ChoiceGrader.Scoring.LIKELIHOOD));
    assertThat(imported.suite().items())
        .containsExactly(
            new Item(
                "doc-3",
                "Question: Loud?\nAnswer:",
                " gun",
                List.of(" cat", " gun", " fog"),
                List.of()));
    assertThat(imported.losses())
        .contains(
            new Loss("the file", "'should_decontaminate' is not taken over"),
            new Loss(
                "metric_list", "metric 'acc_norm' is not taken over: a suite marks in one way"),
            new Loss("doc-4", "left out: doc_to_target names no choice here"))
        .anySatisfy(loss -> assertThat(loss.what()).contains("ranked by likelihood"));
  }

  @ParameterizedTest
  @CsvSource({
    "acc_norm, likelihood-normalised",
    "acc_bytes, likelihood-normalised",
    "acc, likelihood"
  })
  void lmEval_choicesWithOneMetric_areRankedByIt(String metric, String scoring)
      throws ImportException {
    String task =
        """
        task: mood
        output_type: multiple_choice
        doc_to_text: "{{text}} Mood:"
        doc_to_target: label
        doc_to_choice: [bad, good]
        metric_list: [{metric: %s}]
        """
            .formatted(metric);
    String documents =
        """
        {"text": "Lovely.", "label": 1}
        {"text": "Awful.", "label": 0}
        {"text": "Nice.", "label": "good"}
        """;

    Imported imported = IMPORT.read(Source.LM_EVAL, task, Optional.of(documents));

    assertThat(((ChoiceGrader) imported.suite().grader()).scoring().fileName()).isEqualTo(scoring);
    assertThat(imported.losses()).noneMatch(loss -> loss.what().contains("cannot be represented"));
  }

  @Test
  void lmEval_fixedChoicesAndExamples_becomeChoicesAndFewShot() throws ImportException {
    String task =
        """
        task: mood
        output_type: multiple_choice
        description: "How does it sound?\\n\\n"
        doc_to_text: "{{text}} Mood:"
        doc_to_target: label
        doc_to_choice: [bad, good]
        num_fewshot: 1
        fewshot_config:
          sampler: first_n
          samples:
            - {text: Superb., label: 1}
            - {text: Dire., label: 0}
        """;
    String documents =
        """
        {"text": "Lovely.", "label": 1}
        {"text": "Awful.", "label": 0}
        {"text": "Nice.", "label": "good"}
        """;

    Suite suite = IMPORT.read(Source.LM_EVAL, task, Optional.of(documents)).suite();

    assertThat(suite.prompt(suite.items().get(0)))
        .isEqualTo("How does it sound?\n\nSuperb. Mood: good\n\nNice. Mood:");
    assertThat(suite.items().get(0).choices()).containsExactly(" bad", " good");
  }

  @Test
  void lmEval_filterForANumber_becomesTheLastNumber() throws ImportException {
    String task =
        """
        task: gsm_like
        output_type: generate_until
        doc_to_text: "Q: {{question}}\\nA:"
        doc_to_target: "{{answer}}"
        generation_kwargs: {until: ["Q:"], do_sample: true, temperature: 0.2}
        repeats: 5
        metric_list:
          - metric: exact_match
            regexes_to_ignore: [",", "\\\\$", "(?s).*#### "]
        filter_list:
          - name: maj
            filter:
              - {function: regex, regex_pattern: "#### (\\\\-?[0-9\\\\.\\\\,]+)"}
              - {function: majority_vote}
              - {function: take_first}
        """;
    String documents =
        """
        {"question": "2+2?", "answer": "It is 4.\\n#### 4"}
        {"question": "500*2?", "answer": "#### 1,000"}
        {"question": "3+4?", "answer": "3 and 4.\\n#### 7"}
        """;

    Imported imported = IMPORT.read(Source.LM_EVAL, task, Optional.of(documents));

    Suite suite = imported.suite();
    assertThat(suite.items()).containsExactly(new Item("doc-3", "Q: 3+4?\nA:", "7"));
    assertThat(suite.grade(suite.items().get(0), "3 + 4 makes\n#### 7").passed()).isTrue();
    assertThat(suite.controls().get(1).expected()).isEqualTo("1000");
    assertThat(suite.repeats()).contains(new Repeats(5, 0.2, 3));
    assertThat(imported.losses())
        .contains(
            new Loss("filter_list", "instead, the last number of an answer is compared"),
            new Loss(
                "repeats", "a majority of right answers is asked for, not the commonest answer"));
  }

  @Test
  void lmEval_filterForAWord_becomesThePatternWithTheRightOne() throws ImportException {
    String task =
        """
        task: letters
        doc_to_text: q
        doc_to_target: a
        filter_list:
          - name: letter
            filter: [{function: regex, regex_pattern: "answer is ([A-D])"}, {function: take_first}]
        """;
    String documents =
        """
        {"q": "one?", "a": "A"}
        {"q": "two?", "a": "B"}
        {"q": "three?", "a": "C"}
        """;

    Suite suite = IMPORT.read(Source.LM_EVAL, task, Optional.of(documents)).suite();

    assertThat(suite.grader()).isEqualTo(new RegexGrader());
    assertThat(suite.grade(suite.items().get(0), "The answer is C.").passed()).isTrue();
    assertThat(suite.grade(suite.items().get(0), "The answer is B.").passed()).isFalse();
  }
}
