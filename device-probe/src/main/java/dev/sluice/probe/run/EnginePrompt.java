package dev.sluice.probe.run;

import dev.sluice.probe.engine.ChatFallback;
import dev.sluice.probe.engine.ChatMessage;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.suites.ChatFrame;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.SuitePrompt;

/** Says what a suite asks in the engine's terms. */
final class EnginePrompt {
  private EnginePrompt() {}

  static Prompt of(Suite suite, Question question) {
    SuitePrompt prompt = suite.promptFor(question);
    if (prompt instanceof SuitePrompt.Chat chat) {
      return new Prompt.Chat(
          chat.turns().stream().map(EnginePrompt::message).toList(),
          suite.generation().chat().map(EnginePrompt::fallback).orElse(ChatFallback.NONE));
    }
    return Prompt.text(prompt.text());
  }

  private static ChatMessage message(SuitePrompt.Turn turn) {
    return new ChatMessage(
        switch (turn.role()) {
          case SYSTEM -> ChatMessage.Role.SYSTEM;
          case USER -> ChatMessage.Role.USER;
          case ASSISTANT -> ChatMessage.Role.ASSISTANT;
        },
        turn.text());
  }

  private static ChatFallback fallback(ChatFrame frame) {
    return switch (frame.fallback()) {
      case NONE -> ChatFallback.NONE;
      case CHATML -> ChatFallback.CHATML;
    };
  }
}
