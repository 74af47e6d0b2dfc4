package dev.sluice.probe.engine;

import java.util.List;

/**
 * What a model is to answer. An engine sends a {@link Text} as it is, and puts a {@link Chat} into
 * the form that its model was trained on.
 */
public sealed interface Prompt {

  /** Characters of a prompt at most, over all its parts. */
  int MAX_CHARACTERS = 1_000_000;

  /**
   * A text to continue, byte for byte.
   *
   * @param text 1 to {@value Prompt#MAX_CHARACTERS} characters
   */
  record Text(String text) implements Prompt {
    public Text {
      if (text.isEmpty() || text.length() > MAX_CHARACTERS) {
        throw new IllegalArgumentException(
            "prompt must have 1 to %d characters, had %d".formatted(MAX_CHARACTERS, text.length()));
      }
    }
  }

  /**
   * A conversation that the model is to take one turn further.
   *
   * @param messages at most one of the system and that first, then the user and the assistant in
   *     turn; the user begins and ends; together at most {@value Prompt#MAX_CHARACTERS} characters
   * @param fallback the form for a model that brings none of its own; an engine refuses a chat when
   *     neither is there
   */
  record Chat(List<ChatMessage> messages, ChatFallback fallback) implements Prompt {
    public Chat {
      messages = List.copyOf(messages);
      requireTurns(messages);
      long characters = messages.stream().mapToLong(message -> message.content().length()).sum();
      if (characters > MAX_CHARACTERS) {
        throw new IllegalArgumentException(
            "prompt must have 1 to %d characters, had %d".formatted(MAX_CHARACTERS, characters));
      }
    }

    private static void requireTurns(List<ChatMessage> messages) {
      boolean system = !messages.isEmpty() && messages.get(0).role() == ChatMessage.Role.SYSTEM;
      List<ChatMessage> turns = system ? messages.subList(1, messages.size()) : messages;
      boolean alternating = turns.size() % 2 == 1;
      for (int i = 0; i < turns.size(); i++) {
        ChatMessage.Role role = i % 2 == 0 ? ChatMessage.Role.USER : ChatMessage.Role.ASSISTANT;
        alternating &= turns.get(i).role() == role;
      }
      if (!alternating) {
        throw new IllegalArgumentException(
            "messages must be one of the system at most, then user and assistant in turn, the user"
                + " last; were "
                + messages.stream().map(ChatMessage::role).toList());
      }
    }
  }

  static Prompt text(String text) {
    return new Text(text);
  }
}
