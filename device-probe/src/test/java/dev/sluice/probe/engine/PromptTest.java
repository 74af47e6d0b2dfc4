package dev.sluice.probe.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.ChatMessage.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"USER", "SYSTEM USER", "USER ASSISTANT USER", "SYSTEM USER ASSISTANT USER"})
  void newChat_turnsInOrder_isMade(String roles) {
    assertThat(chat(roles).messages()).hasSize(roles.split(" ").length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "SYSTEM", "ASSISTANT", "USER USER", "USER ASSISTANT", "USER SYSTEM USER"})
  void newChat_turnsOutOfOrder_isRefused(String roles) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chat(roles))
        .withMessageContaining("messages must be");
  }

  @Test
  void newChat_tooLongInSum_isRefused() {
    ChatMessage half = new ChatMessage(Role.USER, "x".repeat(Prompt.MAX_CHARACTERS / 2 + 1));
    ChatMessage system = new ChatMessage(Role.SYSTEM, half.content());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prompt.Chat(List.of(system, half), ChatFallback.NONE))
        .withMessageContaining("prompt must have");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, -0.1, 2.1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void newSampling_temperatureThatNativeCodeDislikes_isRefused(double temperature) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampling(temperature, 1))
        .withMessage("temperature must be between 0 and 2.0, was " + temperature);
  }

  @Test
  void newChoices_oneOrAlikeOrEmpty_areRefused() {
    Stream.of(List.of("a"), List.of("a", "a"), List.of("a", ""), List.of("a", "b".repeat(1_001)))
        .forEach(
            texts ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AnswerChoices(texts))
                    .withMessageContaining("choices must"));
  }

  private static Prompt.Chat chat(String roles) {
    List<ChatMessage> messages =
        Stream.of(roles.split(" "))
            .filter(role -> !role.isEmpty())
            .map(role -> new ChatMessage(Role.valueOf(role), "hello"))
            .toList();
    return new Prompt.Chat(messages, ChatFallback.NONE);
  }
}
