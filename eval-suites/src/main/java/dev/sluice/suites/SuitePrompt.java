package dev.sluice.suites;

import java.util.List;
import java.util.stream.Collectors;

/** What a model is asked, before any engine gives it another form. */
public sealed interface SuitePrompt {

  /** A text to continue, byte for byte. */
  record Raw(String text) implements SuitePrompt {}

  /**
   * A conversation that the model continues.
   *
   * @param turns the system's at most once and first, then user and assistant in turn, the user
   *     last
   */
  record Chat(List<Turn> turns) implements SuitePrompt {
    public Chat {
      turns = List.copyOf(turns);
    }

    @Override
    public String text() {
      return turns.stream().map(Turn::text).collect(Collectors.joining("\n"));
    }
  }

  /** What one side says. */
  record Turn(Role role, String text) {}

  /** Who says it. */
  enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  /** The prompt's words, for reading and counting; that of a raw prompt is the prompt itself. */
  String text();
}
