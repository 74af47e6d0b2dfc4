package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.PromptfooCapitals.PROMPTFOO;
import static dev.sluice.authoring.importing.TestImports.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.LatencyBound;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.grading.ExactGrader;
import dev.sluice.suites.grading.JsonSchemaGrader;
import dev.sluice.suites.grading.RegexGrader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Configurations of promptfoo, as people have them. */
class PromptfooImportTest {
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
            tuple(
                "test-6",
                "left out: variable country: the file includes 'countries.txt'; write it out"));
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

  /** What the one right answer passes anyway needs no grader of its own. */
  @Test
  void promptfoo_assertionsBesideAnEqual_areOneTooManyOnlyWhereItFailsThem()
      throws ImportException {
    String config =
        """
        prompts: ['{{q}}']
        defaultTest: {assert: [{type: regex, value: '^[0-9]+$'}]}
        tests:
          - {vars: {q: 1+1}, assert: [{type: equals, value: 2}, {type: contains, value: 2}]}
          - {vars: {q: 1+2}, assert: [{type: equals, value: 3}, {type: contains, value: 4}]}
          - {vars: {q: 1+3}, assert: [{type: equals, value: four}]}
          - vars: {q: 1+4}
            threshold: 0.5
            assert: [{type: assert-set, assert: [{type: equals, value: 5}, {type: is-json}]}]
          - vars: {q: 1+5}
            assert: [{type: equals, value: 6}, {type: contains, value: six, weight: 0}]
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    assertThat(imported.suite().grader()).isEqualTo(new ExactGrader());
    assertThat(imported.losses())
        .extracting(Loss::where, Loss::what)
        .contains(
            tuple("test-2", "assert contains is one too many: an item has one"),
            tuple("test-3", "assert regex is one too many: an item has one"),
            tuple("test-4", "'threshold' is not taken over"),
            tuple("test-5", "assert contains of weight 0 demands nothing, and is left out"));
    assertThat(imported.losses())
        .filteredOn(loss -> loss.what().contains("one too many"))
        .hasSize(2);
  }

  @Test
  void promptfoo_prefixesAndSuffixes_areSaidAroundThePromptUnlessItHasEarlierTurns()
      throws ImportException {
    String tests =
        """
        defaultTest: {options: {suffix: ' Go.', provider: x}}
        tests:
          - {vars: {q: a}, assert: [{type: equals, value: 1}]}
          - {vars: {q: b}, assert: [{type: equals, value: 2}], options: {prefix: 'Please, {{q}}: '}}
          - {vars: {q: c}, assert: [{type: equals, value: 3}], options: {suffix: '', prefix: ''}}
          - {vars: {q: d}, assert: [{type: equals, value: 4}], options: {prefix: '{% x %}'}}
        """;
    Imported plain = read(Source.PROMPTFOO, "prompts: ['Say {{q}}.']\n" + tests);

    assertThat(plain.suite().controls())
        .extracting(ControlItem::input)
        .contains("Say a. Go.", "Please, b: Say b. Go.");
    assertThat(plain.suite().items()).containsExactly(new Item("test-3", "Say c.", "3"));
    assertThat(plain.losses())
        .contains(
            new Loss("defaultTest, options", "'provider' is not taken over"),
            new Loss("test-4", "left out: its prefix or suffix cannot be represented"));

    String chat =
        """
        prompts:
          - '[{"role": "system", "content": "Short."}, {"role": "user", "content": "{{q}}"}]'
        """;
    assertThat(
            catchThrowableOfType(ImportException.class, () -> read(Source.PROMPTFOO, chat + tests))
                .losses())
        .contains(new Loss("test-1", "left out: its prefix or suffix cannot be represented"));
  }
}
