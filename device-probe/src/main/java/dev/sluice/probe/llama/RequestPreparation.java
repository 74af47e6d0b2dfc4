package dev.sluice.probe.llama;

import dev.sluice.probe.chat.RenderedChat;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Puts requests into the child's words, and refuses those that native code must never see. */
final class RequestPreparation {
  /**
   * Characters in the longest token of any vocabulary, amply. A prompt that cannot fit is not even
   * cut into tokens, which takes minutes for a million equal characters.
   */
  private static final int LONGEST_TOKEN = 512;

  private final ModelChat chat;
  private final int contextTokens;

  RequestPreparation(ModelChat chat, int contextTokens) {
    this.chat = chat;
    this.contextTokens = contextTokens;
  }

  PreparedRequest of(CompletionRequest request) {
    RenderedChat rendered = text(request.prompt(), request.stop());
    if (rendered instanceof RenderedChat.Refused refused) {
      return new PreparedRequest.Refused(refused.reason());
    }
    String grammar;
    try {
      grammar = request.choices().map(ChoiceGrammar::of).orElse("");
    } catch (IllegalArgumentException e) {
      return new PreparedRequest.Refused(String.valueOf(e.getMessage()));
    }
    return new PreparedRequest.Ready(
        request,
        new ChildRequest.Complete(
            ((RenderedChat.Text) rendered).text(),
            request.maxTokens(),
            request.stop(),
            request.timeout().toMillis(),
            request.sampling().temperature(),
            request.sampling().seed(),
            grammar));
  }

  /**
   * The text of a prompt, or why there is none.
   *
   * @param others texts that go with it
   */
  RenderedChat text(Prompt prompt, List<String> others) {
    RenderedChat rendered =
        prompt instanceof Prompt.Text text
            ? new RenderedChat.Text(text.text())
            : chat.render((Prompt.Chat) prompt);
    return rendered instanceof RenderedChat.Text text
        ? objection(text.text(), others).<RenderedChat>map(RenderedChat.Refused::new).orElse(text)
        : rendered;
  }

  private Optional<String> objection(String prompt, List<String> others) {
    if (!isText(prompt) || !others.stream().allMatch(RequestPreparation::isText)) {
      return Optional.of("the prompt, a stop string or a continuation has half of a character");
    }
    return prompt.length() / LONGEST_TOKEN > contextTokens
        ? Optional.of(
            "the prompt has %d characters, more than the context of %d tokens can hold"
                .formatted(prompt.length(), contextTokens))
        : Optional.empty();
  }

  /** A surrogate without its other half has no bytes; it would reach the model as another one. */
  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
