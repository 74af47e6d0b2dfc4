package dev.sluice.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ContainsGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import dev.sluice.suites.yaml.SuiteFormatException;
import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of promptfoo whose tests, prompts and variables are in files of their own. */
class PromptfooFilesTest {
  @TempDir private Path directory;
  private PromptfooDirectory files = new PromptfooDirectory(Path.of(""));

  @BeforeEach
  void inDirectory() {
    files = new PromptfooDirectory(directory);
  }

  @Test
  void import_testsInCsv_areItsRowsAndPassLint() throws IOException, SuiteFormatException {
    files.write(
        "data/tests.csv",
        """
        \uFEFFcountry,note,__expected1,__expected2,__description,__metadata:kind,__threshold
        France,"said ""so"", twice",icontains: Paris,,one,easy,0.5
        Italy,two,icontains: Rome,icontains:eternal,,hard,
        Peru,"three
        lines",icontains:Lima,fn: output == 1,,hard,
        Chile,four,,,,hard,

        Spain,five,not-icontains: Lisbon,icontains: Madrid,,hard,
        """);
    Suite suite =
        files.suite(
            "prompts: ['Capital of {{country}}? ({{note}})']\ntests: file://data/tests.csv\n");

    assertThat(suite.grader()).isEqualTo(new ContainsGrader(Demand.ALL, true));
    assertThat(suite.controls().get(0).input())
        .isEqualTo("Capital of France? (said \"so\", twice)");
    assertThat(suite.controls().get(1).expected()).isEqualTo("Rome\neternal");
    assertThat(suite.items())
        .containsExactly(
            new Item("test-3", "Capital of Peru? (three\nlines)", "Lima"),
            new Item("test-5", "Capital of Spain? (five)", "Madrid"));
    assertThat(files.said().lines().map(String::strip))
        .contains(
            "data/tests.csv           its 5 tests are test-1 to test-5",
            "data/tests.csv           column '__metadata:kind' is not taken over",
            "test-3                   assert javascript is code, and code is refused",
            "test-4                   left out: none of its assertions is contains-all",
            "test-5                   assert not-icontains cannot be represented");
    assertThat(files.said()).doesNotContain("threshold");
  }

  /** As promptfoo's shorthand has it: a type, a threshold, a value; else the whole answer. */
  @Test
  void import_shorthandOfCsv_isTheAssertionItStandsFor() throws IOException, SuiteFormatException {
    assertThat(marked("Paris", "Rome")).isEqualTo(tuple("exact", "Paris"));
    assertThat(marked("Note: it is Paris", "x")).isEqualTo(tuple("exact", "Note: it is Paris"));
    assertThat(marked("equals: Paris", "x")).isEqualTo(tuple("exact", "Paris"));
    assertThat(marked("contains:Paris", "contains:x")).isEqualTo(tuple("contains", "Paris"));
    assertThat(marked("\"contains-any: Paris, Lutetia\"", "contains-any:x"))
        .isEqualTo(tuple("contains-any", "Paris\nLutetia"));
    assertThat(marked("\"icontains-all: city, light\"", "icontains-all:x"))
        .isEqualTo(tuple("contains-all", "city\nlight"));
    assertThat(marked("regex:^P.*s$", "regex:x")).isEqualTo(tuple("regex", "^P.*s$"));
    assertThat(marked("starts-with: P.", "regex:x")).isEqualTo(tuple("regex", "^P\\."));
    assertThat(marked("ends-with: s.", "regex:x")).isEqualTo(tuple("regex", "s\\.$"));
    assertThat(marked("is-json", "is-json:{type: array}")).isEqualTo(tuple("json-schema", "{}"));
    assertThat(marked("is-json:{type: array}", "is-json"))
        .isEqualTo(tuple("json-schema", "{\"type\":\"array\"}"));
  }

  @Test
  void import_testsPromptsAndVariablesInFilesOfEachKind_areRead()
      throws IOException, SuiteFormatException {
    files.write(
        "tests/a.yaml", "- vars: {q: file://texts/a.txt}\n  assert: [{type: equals, value: 1}]\n");
    files.write(
        "tests/b.json",
        """
        [
          {"vars": {"q": "file://texts/b.yaml"}, "assert": [{"type": "equals", "value": "2"}]}
        ]
        """);
    files.write(
        "tests/c.jsonl",
        "{\"vars\": {\"q\": \"c\"}, \"assert\": [{\"type\": \"equals\", \"value\": \"3\"}]}\n");
    files.write("tests/d.yml", "vars: file://texts/d.yaml\nassert: [{type: equals, value: 4}]\n");
    files.write("texts/a.txt", "\n one\ntwo \n");
    files.write("texts/b.yaml", "a: [1, x]\n");
    files.write("texts/d.yaml", "q: [d, file://texts/e.json]\n");
    files.write("texts/e.json", "{\"e\":\n1}\n");
    files.write("default.yaml", "options: {prefix: 'Now, ', suffix: '!'}\n");
    files.write("prompts.txt", "{% if q %}x{% endif %}\n---\nSay {{q}}\n --- \n\nsing {{q}}\n");

    Suite suite =
        files.suite(
            """
            prompts:
              - prompts.txt
              - file://gen.js
              - 'exec:./gen.sh'
              - file://gen
              - langfuse://mine
              - file://../prompts.txt
            defaultTest: file://default.yaml
            tests:
              - file://tests/a.yaml
              - tests/b.json
              - tests/c.jsonl
              - path: file://tests/d.yml
            """);

    assertThat(suite.controls())
        .extracting(control -> control.input())
        .contains("Now, Say one\ntwo!", "Now, Say {\"a\":[1,\"x\"]}!");
    assertThat(suite.items())
        .containsExactly(
            new Item("test-3", "Now, Say c!", "3"),
            new Item("test-4-1", "Now, Say d!", "4"),
            new Item("test-4-2", "Now, Say {\"e\":\n1}!", "4"));
    assertThat(files.said())
        .containsPattern("prompt-1-1 +left out: it is a template program")
        .containsPattern("prompt-1-3 +left out: a suite asks one prompt: sing \\{\\{q}}")
        .containsPattern("prompt-2 +left out: 'gen.js' is code, and code is refused")
        .containsPattern("prompt-3 +left out: 'exec:./gen.sh' is code, and code is refused")
        .containsPattern("prompt-4 +left out: 'gen' is no text, JSON, JSON lines or YAML")
        .containsPattern("prompt-5 +left out: 'langfuse://mine' is no file; nothing is fetched")
        .containsPattern("prompt-6 +left out: '../prompts.txt' leads out of the configuration");
  }

  @Test
  void import_messagesAndSchemasInFiles_areTakenAsIfTheyWereWrittenOut()
      throws IOException, SuiteFormatException {
    files.write(
        "chat.yaml",
        "- {role: system, content: Be short.}\n- {role: user, content: 'List {{q}}'}\n");
    files.write("list.json", "{\"type\": \"array\"}");
    files.write("map.yaml", "type: object\n");
    Suite suite =
        files.suite(
            """
            prompts: [{raw: file://chat.yaml, label: short}]
            tests:
              - {vars: {q: a}, assert: [{type: is-json, value: file://list.json}]}
              - {vars: {q: b}, assert: [{type: is-json, value: file://map.yaml}]}
              - {vars: {q: c}, assert: [{type: is-json, value: file://list.json}]}
              - {vars: {q: d}, assert: [{type: is-json, value: file://none.json}]}
            """);

    assertThat(suite.generation().chat().flatMap(chat -> chat.system())).contains("Be short.");
    assertThat(suite.items()).containsExactly(new Item("test-3", "c", "{\"type\":\"array\"}"));
    assertThat(files.said()).contains("assert is-json: file 'none.json': there is no such file");
  }

  @Test
  void import_latencyOfEveryRow_boundsTheSuite() throws IOException, SuiteFormatException {
    files.write(
        "t.csv",
        """
        q,__expected1,__expected2
        a,equals:1,latency(900)
        b,equals:2,latency(900)
        c,equals:3,latency(900)
        """);

    assertThat(files.suite("prompts: ['{{q}}']\ntests: t.csv\n").demands().latency())
        .extracting(bound -> bound.total().orElseThrow().toMillis())
        .containsExactly(900L);
  }

  /** The grader and what it is told, of a row that has one of two shorthands. */
  private Tuple marked(String shorthand, String other) throws IOException, SuiteFormatException {
    files.write("t.csv", "q,__expected\na,%s\nb,%s\nc,%s\n".formatted(shorthand, other, shorthand));
    Suite suite = files.suite("prompts: ['{{q}}']\ntests: t.csv\n");
    return tuple(suite.grader().type(), suite.items().get(0).expected());
  }
}
