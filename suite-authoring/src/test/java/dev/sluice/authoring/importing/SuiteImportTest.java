package dev.sluice.authoring.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Example;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Item;
import dev.sluice.suites.LatencyBound;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.NormalisedGrader;
import dev.sluice.suites.grading.RegexGrader;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The files here have the shape of the examples that each tool's own documentation shows. */
class SuiteImportTest {

  private static final Grader CHOICE = new ChoiceGrader(ChoiceGrader.Scoring.CONTINUATION);

  private static final SuiteImport IMPORT = new SuiteImport("imported", "MIT", 32);

  private static final String PROMPTFOO =
      """
      # yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
      description: Capitals
      prompts:
        - 'Name the capital of {{country}}.'
        - 'Capital of {{ country }}?'
      providers: [openai:gpt-4o-mini]
      defaultTest:
        assert:
          - type: latency
            threshold: 2000
      tests:
        - vars: {country: France}
          assert:
            - type: icontains
              value: Paris
        - vars: {country: Italy}
          assert:
            - type: icontains
              value: Rome
              weight: 2
            - type: llm-rubric
              value: is polite
        - description: its own words
          vars: {country: Peru}
          assert:
            - {type: icontains, value: 'Lima, {{country}}'}
        - vars: {country: Chile}
          assert:
            - {type: javascript, value: 'output.length < 9'}
        - vars: {country: [Spain, Portugal]}
          assert:
            - {type: icontains, value: Iberia}
        - vars: {country: file://countries.txt}
          assert:
            - {type: icontains, value: Rome}
      """;

  private static final String OPENAI_EVALS =
      """
      {"input": [{"role": "system", "content": "Answer shortly."}, {"role": "user", "content": "2+2?"}], "ideal": "4"}
      {"input": [{"role": "user", "content": "Capital of France?"}], "ideal": ["Paris", "paris"]}

      {"input": "Colour of grass?", "ideal": "green"}
      {"input": "Nothing to compare with?"}
      """;

  private static final String INSPECT_CHOICES =
      """
      [{"input": "Which is a fruit?", "choices": ["stone", "apple", "chair"], "target": "B"},
       {"input": "Which flies?", "choices": ["bird", "dog"], "target": "A", "sandbox": "docker"},
       {"input": "Which swims?", "choices": ["cat", "fish"], "target": "B", "metadata": {"level": 1}},
       {"input": "Free?", "target": "yes"},
       {"input": "Letter beyond?", "choices": ["one", "two"], "target": "Z"}]
      """;

  @Test
  void promptfoo_configuration_becomesASuiteOfItsCommonestAssertion() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, PROMPTFOO);

    Suite suite = imported.suite();
    assertThat(suite.info().description()).isEqualTo("Capitals");
    assertThat(suite.generation().template().text()).isEqualTo("Name the capital of {{input}}.");
    assertThat(suite.grader()).isEqualTo(new ContainsGrader(Demand.WHOLE, true));
    assertThat(suite.items())
        .containsExactly(
            new Item("test-3", "Peru", "Lima, Peru"),
            new Item("test-5-1", "Spain", "Iberia"),
            new Item("test-5-2", "Portugal", "Iberia"));
    assertThat(suite.demands().latency())
        .containsExactly(new LatencyBound(Optional.empty(), Optional.of(Duration.ofSeconds(2)), 1));
    assertThat(suite.controls())
        .extracting(ControlItem::kind, ControlItem::input, ControlItem::expected)
        .containsExactly(
            tuple(ControlItem.Kind.MUST_PASS, "France", "Paris"),
            tuple(ControlItem.Kind.MUST_PASS, "Italy", "Rome"),
            tuple(ControlItem.Kind.MUST_FAIL, "France", "Rome"));
  }

  @Test
  void promptfoo_whatASuiteCannotSay_isReportedWhereItStands() throws ImportException {
    assertThat(read(Source.PROMPTFOO, PROMPTFOO).losses())
        .extracting(Loss::where, Loss::what)
        .contains(
            tuple("the file", "'providers' is not taken over"),
            tuple("prompt-2", "left out: a suite asks one prompt: Capital of {{ country }}?"),
            tuple("test-2, assert icontains", "'weight' is not taken over"),
            tuple("test-2", "assert llm-rubric cannot be represented"),
            tuple("test-4", "assert javascript is code, and code is refused"),
            tuple("test-4", "left out: none of its assertions is contains"),
            tuple("test-6", "left out: country is a map, a file or empty"));
  }

  /** The first that can be said is taken; which ones were not is in the report, each by itself. */
  @Test
  void promptfoo_promptsInFilesAndPrograms_areReportedOneByOne() throws ImportException {
    String config =
        """
        prompts:
          - file://prompts/long.txt
          - '{% if a %}x{% endif %}'
          - {raw: 'Capital of {{c}}?', label: short, config: {temperature: 1}}
          - {id: file://prompt.js, label: made}
          - "Which city governs\\n{{c}}, and since when, and why not another one?"
        defaultTest: file://default.yaml
        tests:
          - {vars: {c: France}, assert: [{type: equals, value: Paris}]}
          - {vars: {c: Italy}, assert: [{type: equals, value: Rome}]}
          - {vars: {c: Peru}, assert: [{type: equals, value: Lima}]}
          - file://more.yaml
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    assertThat(imported.suite().generation().template().text()).isEqualTo("Capital of {{input}}?");
    assertThat(imported.losses())
        .extracting(Loss::where, Loss::what)
        .contains(
            tuple("prompt-1", "left out: it is a file; write it out: file://prompts/long.txt"),
            tuple(
                "prompt-2",
                "left out: it is a template program; write it out: {% if a %}x{% endif %}"),
            tuple("prompt-3", "'config' is not taken over"),
            tuple("prompt-4", "left out: it is no text"),
            tuple(
                "prompt-5",
                "left out: a suite asks one prompt: Which city governs {{c}}, and since when, and"
                    + " wh..."),
            tuple("defaultTest", "it is a file or no test, and is not taken over"),
            tuple("test-4", "left out: it is a file or no test"));
  }

  @Test
  void promptfoo_onlyPromptsInFiles_isRefusedWithEachOfThem() {
    String config =
        """
        prompts: [file://a.txt, file://b.json]
        tests: [{vars: {c: x}, assert: [{type: equals, value: y}]}]
        """;

    ImportException refused =
        catchThrowableOfType(ImportException.class, () -> read(Source.PROMPTFOO, config));

    assertThat(refused).hasMessage("'prompts' has no prompt to take over");
    assertThat(refused.losses())
        .extracting(Loss::where, Loss::what)
        .containsExactly(
            tuple("prompt-1", "left out: it is a file; write it out: file://a.txt"),
            tuple("prompt-2", "left out: it is a file; write it out: file://b.json"));
  }

  @Test
  void promptfoo_twoVariablesAndAPatternThatHangsOthers_rendersAndLeavesOut()
      throws ImportException {
    String config =
        """
        prompts: ['{{a}} and {{b}}?']
        tests:
          - {vars: {a: one, b: two}, assert: [{type: regex, value: '^3$'}]}
          - {vars: {a: $1, b: '{{a}}'}, assert: [{type: regex, value: 'x+'}]}
          - {vars: {a: four, b: 5}, assert: [{type: regex, value: '9|nine'}]}
          - {vars: {a: six, b: seven}, assert: [{type: regex, value: '(?=look)'}]}
          - {vars: {a: six}, assert: [{type: regex, value: '8'}]}
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    assertThat(imported.suite().grader()).isEqualTo(new RegexGrader());
    assertThat(imported.suite().items())
        .containsExactly(new Item("test-3", "four and 5?", "9|nine"));
    assertThat(imported.suite().controls())
        .extracting(ControlItem::input)
        .containsExactly("one and two?", "$1 and {{a}}?");
    assertThat(imported.losses())
        .anySatisfy(loss -> assertThat(loss.what()).contains("not a usable regular expression"))
        .anySatisfy(loss -> assertThat(loss.what()).contains("a variable of the prompt"));
  }

  @Test
  void promptfoo_isJsonWithSchemas_becomesJsonSchemas() throws ImportException {
    String config =
        """
        prompts: ['{{q}}']
        tests:
          - {vars: {q: a}, assert: [{type: is-json, value: {type: object}}]}
          - {vars: {q: b}, assert: [{type: is-json, value: {type: array}}]}
          - {vars: {q: c}, assert: [{type: is-json, value: {type: object, required: [x]}}]}
        """;

    Suite suite = read(Source.PROMPTFOO, config).suite();

    assertThat(suite.grader()).isEqualTo(new JsonSchemaGrader());
    assertThat(suite.grade(suite.items().get(0), "{\"x\":1}").passed()).isTrue();
    assertThat(suite.grade(suite.items().get(0), "{}").passed()).isFalse();
  }

  @Test
  void promptfoo_messagesAndRepeats_becomeAChatThatIsAskedSeveralTimes() throws ImportException {
    String config =
        """
        prompts:
          - '[{"role": "system", "content": "Be short."}, {"role": "user", "content": "Rhyme: {{word}}"}]'
        providers:
          - {id: openai:gpt-4o-mini, config: {temperature: 0.5}}
        evaluateOptions: {repeat: 3, maxConcurrency: 2}
        tests:
          - {vars: {word: cat}, assert: [{type: starts-with, value: h.t}]}
          - {vars: {word: dog}, assert: [{type: starts-with, value: fog}]}
          - {vars: {word: pig}, assert: [{type: starts-with, value: dig}]}
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    Suite suite = imported.suite();
    assertThat(suite.generation().chat())
        .contains(new ChatFrame(Optional.of("Be short."), ChatFrame.Fallback.CHATML));
    assertThat(suite.generation().template().text()).isEqualTo("Rhyme: {{input}}");
    assertThat(suite.repeats()).contains(new Repeats(3, 0.5, 3));
    assertThat(suite.grade(suite.controls().get(0), "h.t!").passed()).isTrue();
    assertThat(suite.grade(suite.controls().get(0), "hat").passed()).isFalse();
    assertThat(imported.losses())
        .contains(new Loss("evaluateOptions", "'maxConcurrency' is not taken over"))
        .anySatisfy(loss -> assertThat(loss.what()).contains("each is a test of its own"));
  }

  @Test
  void promptfoo_plainIsJson_isAnyJson() throws ImportException {
    String config =
        """
        prompts: ['{{q}}']
        tests:
          - {vars: {q: a}, assert: [{type: is-json}]}
          - {vars: {q: b}, assert: [{type: is-json, value: {type: array}}]}
          - {vars: {q: c}, assert: [{type: is-json}]}
        """;

    Suite suite = read(Source.PROMPTFOO, config).suite();

    assertThat(suite.grade(suite.items().get(0), "[1]").passed()).isTrue();
    assertThat(suite.grade(suite.items().get(0), "one").passed()).isFalse();
  }

  @Test
  void promptfoo_tooManyCombinations_areLeftOut() throws ImportException {
    String many = "[" + "x, ".repeat(14) + "y]";
    String config =
        """
        prompts: ['{{a}} {{b}}']
        tests:
          - {vars: {a: MANY, b: MANY}, assert: [{type: equals, value: z}]}
          - {vars: {a: 1, b: [2, 3]}, assert: [{type: equals, value: '{{b}}'}]}
          - {vars: {a: 4, b: 5}, assert: [{type: equals, value: 6}]}
        """
            .replace("MANY", many);

    assertThat(read(Source.PROMPTFOO, config).losses())
        .contains(new Loss("test-1", "left out: its variables have too many combinations"));
  }

  @Test
  void openAiEvals_samplesThatBeginAlike_becomeAChatWithExamples() throws ImportException {
    String line =
        """
        {"input": [{"role": "system", "content": "Answer with the number."}, \
        {"role": "system", "name": "example_user", "content": "1+1?"}, \
        {"role": "system", "name": "example_assistant", "content": "2"}, \
        {"role": "user", "content": "%d+1?"}], "ideal": "%d"}
        """;
    String samples = line.formatted(4, 5) + line.formatted(5, 6) + line.formatted(6, 7);

    Imported imported = read(Source.OPENAI_EVALS, samples);

    Generation generation = imported.suite().generation();
    assertThat(generation.chat().flatMap(ChatFrame::system)).contains("Answer with the number.");
    assertThat(generation.fewShot().examples()).containsExactly(new Example("1+1?", "2"));
    assertThat(imported.suite().items()).containsExactly(new Item("sample-3", "6+1?", "7"));
    assertThat(imported.losses()).extracting(Loss::where).doesNotContain("input");
  }

  @Test
  void openAiEvals_samples_becomeItemsWithAllIdealAnswers() throws ImportException {
    String samples = OPENAI_EVALS + "{\"input\": \"3+3?\", \"ideal\": [\"6\", \"six\"]}\n";

    Imported imported = read(Source.OPENAI_EVALS, samples);

    assertThat(imported.suite().controls().get(0).input())
        .isEqualTo("system: Answer shortly.\nuser: 2+2?");
    assertThat(imported.suite().controls().get(1).expected()).isEqualTo("Paris\nparis");
    assertThat(imported.suite().items())
        .extracting(Item::id, Item::expected)
        .containsExactly(tuple("sample-3", "green"), tuple("sample-5", "6\nsix"));
    assertThat(imported.losses())
        .contains(new Loss("sample-4", "left out: it has no input or no ideal answer"));
  }

  @Test
  void inspect_choices_becomeLettersAndWhatIsUnlikeThemIsReported() throws ImportException {
    Imported imported = read(Source.INSPECT, INSPECT_CHOICES);

    assertThat(imported.suite().grader()).isEqualTo(CHOICE);
    assertThat(imported.suite().items())
        .containsExactly(
            new Item(
                "sample-3", "Which swims?\nA) cat\nB) fish", "B", List.of("A", "B"), List.of()));
    assertThat(imported.suite().controls().get(2).kind()).isEqualTo(ControlItem.Kind.MUST_FAIL);
    assertThat(imported.suite().controls().get(2).expected()).isEqualTo("A");
    assertThat(imported.losses())
        .contains(
            new Loss("sample-2", "'sandbox' is not taken over"),
            new Loss("sample-4", "left out: others have choices and it has none"))
        .anySatisfy(
            loss -> {
              assertThat(loss.where()).isEqualTo("sample-5");
              assertThat(loss.what()).contains("must be one of the choices");
            });
  }

  @Test
  void inspect_csv_isReadLikeJson() throws ImportException {
    String csv =
        """
        input,target,choices
        "Which is a fruit?",B,"[""stone"", ""apple""]"
        Which flies?,A,"bird, dog"
        "Which swims,
        and where?",B,"cat, fish"
        """;

    Imported imported = read(Source.INSPECT, csv);

    assertThat(imported.suite().grader()).isEqualTo(CHOICE);
    assertThat(imported.suite().controls().get(0).input())
        .isEqualTo("Which is a fruit?\nA) stone\nB) apple");
    assertThat(imported.suite().items())
        .extracting(Item::input)
        .containsExactly("Which swims,\nand where?\nA) cat\nB) fish");
  }

  @Test
  void inspect_linesWithoutChoices_becomeTextsToContain() throws ImportException {
    Imported imported =
        read(
            Source.INSPECT,
            """
            {"id": 1, "input": "Say hello", "target": "hello"}
            {"id": 2, "input": "Say no", "target": ["no", "nope"]}
            {"id": 3, "input": "Say yes", "target": "yes"}
            """);

    assertThat(imported.suite().grader()).isEqualTo(new ContainsGrader(Demand.ANY, true));
    assertThat(imported.suite().items()).containsExactly(new Item("sample-3", "Say yes", "yes"));
  }

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
            new Loss("doc-5", "left out: a field of the templates is no text or is missing"));
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
            new Loss("metric_list", "metric 'acc_norm' cannot be represented"),
            new Loss("doc-4", "left out: a field of the templates is no text or is missing"))
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

  @Test
  void read_documentsWhereTheyDoNotBelong_isRefused() {
    for (Source source : Source.values()) {
      Optional<String> documents = source == Source.LM_EVAL ? Optional.empty() : Optional.of("{}");
      assertThat(
              catchThrowableOfType(ImportException.class, () -> IMPORT.read(source, "", documents)))
          .hasMessageContaining("--data");
    }
  }

  @Test
  void read_whatWasWritten_isTheSuite() throws ImportException, SuiteFormatException {
    Imported imported = read(Source.INSPECT, INSPECT_CHOICES);

    assertThat(SuiteParser.parse(imported.yaml(), "again")).isEqualTo(imported.suite());
    assertThat(imported.suite().info().licence()).isEqualTo("MIT");
    assertThat(imported.suite().generation().maxTokens()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROMPTFOO | prompts: !function utils.f | code is refused",
        "PROMPTFOO | prompts: !!javax.script.ScriptEngineManager [] | not plain YAML",
        "PROMPTFOO | prompts: [file://prompt.txt] | no prompt to take over",
        "PROMPTFOO | prompts: ['{% if a %}x{% endif %}'] | no prompt to take over",
        "PROMPTFOO | {prompts: ['{{a}}'], tests: file://tests.csv} | tests must be a list",
        "PROMPTFOO | {prompts: ['{{a}}'], tests: [{vars: {a: x}}]} | no test has an assertion",
        "PROMPTFOO | [a] | must be a mapping",
        "OPENAI_EVALS | {\"input\": | line 1 is not JSON",
        "OPENAI_EVALS | {\"input\": \"a\", \"ideal\": \"b\"} | no control can be told",
        "INSPECT | [] | nothing of the file",
        "LM_EVAL | process_docs: !function utils.process | code is refused",
        "LM_EVAL | include: other.yaml | includes another file",
        "LM_EVAL | output_type: loglikelihood_rolling | cannot be represented",
        "LM_EVAL | {output_type: multiple_choice, doc_to_choice: '{{c.upper()}}'} | doc_to_choice"
            + " must be",
        "LM_EVAL | {doc_to_text: '{{q.upper()}}', doc_to_target: a} | doc_to_text must be a field",
        "LM_EVAL | doc_to_text: q | doc_to_target must be a field"
      })
  void read_fileThatNoSuiteCanBeMadeOf_isRefusedInOneLine(
      Source source, String text, String reason) {
    ImportException refusal = catchThrowableOfType(ImportException.class, () -> read(source, text));

    assertThat(refusal).isNotNull().message().contains(reason).doesNotContain("\n");
  }

  @Property(tries = 200)
  void read_anyText_isImportedOrRefused(@ForAll String text, @ForAll Source source) {
    ImportException refusal = catchThrowableOfType(ImportException.class, () -> read(source, text));

    assertThat(refusal).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void read_nestedWithoutEnd_isRefusedAndNotAStackOverflow(Source source) {
    assertThat(catchThrowableOfType(ImportException.class, () -> read(source, "[".repeat(100_000))))
        .isNotNull();
  }

  private static Imported read(Source source, String text) throws ImportException {
    return IMPORT.read(
        source, text, source == Source.LM_EVAL ? Optional.of("{}") : Optional.empty());
  }
}
