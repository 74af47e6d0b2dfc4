package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.AnswerChoices;
import dev.sluice.probe.engine.ChatFallback;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.ChatMessage.Role;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Sampling;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choices, sampling and chats with the real library, one child for all. */
@TestInstance(Lifecycle.PER_CLASS)
class SuiteFormatIT {
  private static final Prompt PLAY = Prompt.text("intent: play jazz\n");

  private ModelSession session;

  @BeforeAll
  void open() {
    Opening opening = LlamaEngine.of(TinyModels.good(), EngineSettings.forProcessors(2)).open();
    session = ((Opening.Opened) opening).session();
  }

  @AfterAll
  void close() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        " leading and trailing ",
        "\"quoted\" 'twice'",
        "back\\slash \\n \\U00000041 \\",
        "line\nbreak\r\n\ttab",
        "root ::= x | [a-z]* (y)+ {2} # comment",
        "</s><|im_end|>",
        "Grüße, 日本語, \uD83D\uDE00 e\u0301",
        "\u0001\u007F\u200B\uFEFF",
        "{\"a\": [1, \"</x>\"]}"
      })
  void generate_nastyChoices_areSaidWordForWord(String choice) {
    for (String prefix : List.of("1", "2")) {
      AnswerChoices choices = new AnswerChoices(List.of(prefix + choice, prefix + choice + "!"));

      assertThat(answer(request(PLAY).withChoices(choices))).isIn(choices.texts());
    }
  }

  @Test
  void generate_choices_areTheModelsOwnChoice() {
    AnswerChoices choices = new AnswerChoices(List.of("set_timer", "play_music", "navigate"));

    assertThat(answer(request(PLAY).withChoices(choices))).isEqualTo("play_music");
    assertThat(answer(request(Prompt.text("intent: navigate to Paris\n")).withChoices(choices)))
        .isEqualTo("navigate");
  }

  @Test
  void generate_sampled_isReproducibleBySeedAndVariesWithout() {
    Set<String> answers = new HashSet<>();
    for (int seed : IntStream.range(1, 9).toArray()) {
      CompletionRequest request = request(PLAY).withSampling(new Sampling(2, seed));
      String first = answer(request);
      assertThat(answer(request)).isEqualTo(first);
      answers.add(first);
    }

    assertThat(answers).hasSizeGreaterThan(1);
    assertThat(answer(request(PLAY))).isEqualTo("play_music");
  }

  @Test
  void generate_chatWithoutATemplate_isRefusedUnlessTheSuiteNamesOne() {
    List<ChatMessage> messages = List.of(new ChatMessage(Role.USER, "intent: play jazz"));

    Generation without = session.generate(request(new Prompt.Chat(messages, ChatFallback.NONE)));
    Generation with = session.generate(request(new Prompt.Chat(messages, ChatFallback.CHATML)));

    assertThat(without).isInstanceOf(Generation.Refused.class);
    assertThat(((Generation.Refused) without).reason()).contains("brings no chat template");
    assertThat(with).isInstanceOf(Generation.Completed.class);
  }

  private String answer(CompletionRequest request) {
    Generation generation = session.generate(request);
    assertThat(generation).isInstanceOf(Generation.Completed.class);
    return ((Generation.Completed) generation).text();
  }

  private static CompletionRequest request(Prompt prompt) {
    return new CompletionRequest(prompt, 120, List.of(), Duration.ofSeconds(60));
  }
}
