package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.TestImports.read;
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
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.RegexGrader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Configurations of promptfoo, as people have them. */
class PromptfooImportTest {
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

  @Test
  void promptfoo_configuration_becomesASuiteOfItsCommonestAssertion() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, PROMPTFOO);

    Suite suite = imported.suite();
    assertThat(suite.info().description()).isEqualTo("Capitals");
    assertThat(suite.generation().template().text()).isEqualTo("Name the capital of {{input}}.");
    assertThat(suite.generation().chat())
        .contains(new ChatFrame(Optional.empty(), ChatFrame.Fallback.CHATML));
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
  void promptfoo_messagesWithEarlierTurns_becomeAChatWithThem() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, turns("2+2?"));

    Generation generation = imported.suite().generation();
    assertThat(generation.chat().flatMap(ChatFrame::system)).contains("Count.");
    assertThat(generation.fewShot().examples()).containsExactly(new Example("2+2?", "4"));
    assertThat(generation.template().text()).isEqualTo("{{input}}?");
  }

  /** A chat of another form would be something else than the file asks. */
  @Test
  void promptfoo_messagesThatASuiteCannotSay_areLeftOutAndNotAskedAsText() throws ImportException {
    String config =
        """
        prompts:
          - '[{"role": "user", "content": "{{q}}"}, {"role": "assistant", "content": "It is"}]'
          - '[{"role": "user", "content": {{q | dump}}}]'
          - |
            - role: user
              content: '{{q}}'
          - 'Plainly: {{q}}'
        tests:
          - {vars: {q: a}, assert: [{type: equals, value: x}]}
          - {vars: {q: b}, assert: [{type: equals, value: y}]}
          - {vars: {q: c}, assert: [{type: equals, value: z}]}
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    assertThat(imported.suite().generation().template().text()).isEqualTo("Plainly: {{input}}");
    assertThat(imported.losses())
        .filteredOn(loss -> loss.what().contains("are not a JSON list of texts"))
        .extracting(Loss::where)
        .containsExactly("prompt-1", "prompt-2", "prompt-3");
    assertThat(
            catchThrowableOfType(
                    ImportException.class, () -> read(Source.PROMPTFOO, turns("{{q}}")))
                .losses())
        .anySatisfy(loss -> assertThat(loss.what()).contains("template program"));
  }

  @Test
  void promptfoo_asText_isContinuedWithTheRolesWritten() throws ImportException {
    Imported plain = TestImports.AS_TEXT.read(Source.PROMPTFOO, PROMPTFOO, Optional.empty());
    Imported chat = TestImports.AS_TEXT.read(Source.PROMPTFOO, turns("2+2?"), Optional.empty());

    assertThat(plain.suite().generation().chat()).isEmpty();
    assertThat(chat.suite().generation().chat()).isEmpty();
    assertThat(chat.suite().generation().template().text())
        .isEqualTo("system: Count.\nuser: 2+2?\nassistant: 4\nuser: {{input}}?");
    assertThat(chat.losses())
        .contains(new Loss("prompt-1", "the roles of its messages are written as text"));
  }

  private static String turns(String first) {
    return """
    prompts:
      - '[{"role": "system", "content": "Count."}, {"role": "user", "content": "%s"},
         {"role": "assistant", "content": "4"}, {"role": "user", "content": "{{q}}?"}]'
    tests:
      - {vars: {q: 1+1}, assert: [{type: equals, value: 2}]}
      - {vars: {q: 1+2}, assert: [{type: equals, value: 3}]}
      - {vars: {q: 3+3}, assert: [{type: equals, value: 6}]}
    """
        .formatted(first);
  }

  @Test
  void promptfoo_latencyThatAllTestsShare_isTheSuites() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, timed("", "900", "900", "900"));

    assertThat(imported.suite().demands().latency())
        .containsExactly(
            new LatencyBound(Optional.empty(), Optional.of(Duration.ofMillis(900)), 1));
    assertThat(imported.losses()).noneMatch(loss -> loss.what().contains("latency"));
  }

  /** The widest bound is not what the file asks of the others. */
  @Test
  void promptfoo_latencyOfSomeTests_isReportedAndNotTheSuites() throws ImportException {
    Imported imported = read(Source.PROMPTFOO, timed("", "900", "1200", ""));

    assertThat(imported.suite().demands().latency()).isEmpty();
    assertThat(imported.losses())
        .contains(
            new Loss(
                "test-1",
                "assert latency of 900 ms is not taken over: a suite bounds all answers alike"),
            new Loss(
                "test-2",
                "assert latency of 1200 ms is not taken over: a suite bounds all answers alike"));
  }

  @Test
  void promptfoo_latencyBelowTheDefault_isReportedAndTheDefaultIsTheSuites()
      throws ImportException {
    Imported imported = read(Source.PROMPTFOO, timed("2000", "900", "3000", ""));

    assertThat(imported.suite().demands().latency())
        .containsExactly(new LatencyBound(Optional.empty(), Optional.of(Duration.ofSeconds(2)), 1));
    assertThat(imported.losses())
        .filteredOn(loss -> loss.what().contains("latency"))
        .extracting(Loss::where)
        .containsExactly("test-1");
  }

  /** An empty bound is none. */
  private static String timed(String byDefault, String... bounds) {
    StringBuilder config = new StringBuilder("prompts: ['{{q}}']\n");
    if (!byDefault.isEmpty()) {
      config.append(
          "defaultTest: {assert: [{type: latency, threshold: %s}]}\n".formatted(byDefault));
    }
    config.append("tests:\n");
    for (int i = 0; i < bounds.length; i++) {
      String latency =
          bounds[i].isEmpty() ? "" : ", {type: latency, threshold: %s}".formatted(bounds[i]);
      config.append(
          "  - {vars: {q: q%1$d}, assert: [{type: equals, value: a%1$d}%2$s]}\n"
              .formatted(i, latency));
    }
    return config.toString();
  }

  @Test
  void promptfoo_severalTextsToContain_areAllDemanded() throws ImportException {
    String config =
        """
        prompts: ['{{q}}']
        tests:
          - vars: {q: a}
            assert: [{type: icontains, value: one}, {type: icontains, value: two}]
          - {vars: {q: b}, assert: [{type: icontains, value: three}]}
          - vars: {q: c}
            assert: [{type: icontains-all, value: [four, five]}, {type: icontains, value: four}]
          - vars: {q: d}
            assert: [{type: icontains, value: six}, {type: contains, value: seven}]
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    Suite suite = imported.suite();
    assertThat(suite.grader()).isEqualTo(new ContainsGrader(Demand.ALL, true));
    assertThat(suite.controls().get(0).expected()).isEqualTo("one\ntwo");
    assertThat(suite.items())
        .containsExactly(new Item("test-3", "c", "four\nfive"), new Item("test-4", "d", "six"));
    assertThat(imported.losses())
        .filteredOn(loss -> loss.what().contains("one too many"))
        .extracting(Loss::where)
        .containsExactly("test-4");
  }
}
