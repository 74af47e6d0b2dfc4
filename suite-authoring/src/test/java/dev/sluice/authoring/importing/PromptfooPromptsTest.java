package dev.sluice.authoring.importing;

import static dev.sluice.authoring.importing.PromptfooCapitals.PROMPTFOO;
import static dev.sluice.authoring.importing.TestImports.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.Example;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of a configuration's prompts is taken over, and as what. */
class PromptfooPromptsTest {
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
        defaultTest: 3
        tests:
          - {vars: {c: France}, assert: [{type: equals, value: Paris}]}
          - {vars: {c: Italy}, assert: [{type: equals, value: Rome}]}
          - {vars: {c: Peru}, assert: [{type: equals, value: Lima}]}
          - 17
        """;

    Imported imported = read(Source.PROMPTFOO, config);

    assertThat(imported.suite().generation().template().text()).isEqualTo("Capital of {{input}}?");
    assertThat(imported.losses())
        .extracting(Loss::where, Loss::what)
        .contains(
            tuple("prompt-1", "left out: the file includes 'prompts/long.txt'; write it out"),
            tuple(
                "prompt-2",
                "left out: it is a template program; write it out: {% if a %}x{% endif %}"),
            tuple("prompt-3", "'config' is not taken over"),
            tuple("prompt-4", "left out: 'prompt.js' is code, and code is refused"),
            tuple(
                "prompt-5",
                "left out: a suite asks one prompt: Which city governs {{c}}, and since when, and"
                    + " wh..."),
            tuple("defaultTest", "it is no test, and is not taken over"),
            tuple("test-4", "left out: it is no test"));
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
            tuple("prompt-1", "left out: the file includes 'a.txt'; write it out"),
            tuple("prompt-2", "left out: the file includes 'b.json'; write it out"));
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
  void promptfoo_moreRepeatsThanASuiteHas_isToldSoAndNotThatATemperatureIsMissing()
      throws ImportException {
    assertThat(repeated("providers: [{id: x, config: {temperature: 0.5}}]", 200))
        .contains("repeat 200 is not taken over: a suite asks at most 100 times");
    assertThat(repeated("providers: [{id: x, config: {temperature: 0.5}}]", 101))
        .contains("repeat 101 is not taken over: a suite asks at most 100 times");
    assertThat(repeated("providers: [{id: x, config: {temperature: 0.5}}]", 100))
        .noneMatch(what -> what.contains("is not taken over: a"));
    assertThat(repeated("description: cold", 3))
        .contains("repeat 3 is not taken over: without a temperature all answers are alike");
  }

  private static List<String> repeated(String more, int times) throws ImportException {
    String config =
        """
        prompts: ['{{q}}']
        %s
        evaluateOptions: {repeat: %d}
        tests:
          - {vars: {q: 1}, assert: [{type: equals, value: 2}]}
          - {vars: {q: 2}, assert: [{type: equals, value: 3}]}
          - {vars: {q: 3}, assert: [{type: equals, value: 4}]}
        """
            .formatted(more, times);
    return read(Source.PROMPTFOO, config).losses().stream().map(Loss::what).toList();
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
}
