package dev.sluice.suites;

import dev.sluice.suites.SuitePrompt.Role;
import dev.sluice.suites.SuitePrompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an answer is asked for. Decoding is greedy unless the suite has {@link Repeats}.
 *
 * @param template the text around each input
 * @param chat asks in a chat instead of by raw text
 * @param fewShot examples before each question
 * @param stop strings that end the answer and are not part of it; none when the model's own
 *     end-of-text token is enough; at most 8 of at most 64 characters
 * @param maxTokens the answer is cut after this many tokens, 1 to 4096
 */
public record Generation(
    PromptTemplate template,
    Optional<ChatFrame> chat,
    FewShot fewShot,
    List<String> stop,
    int maxTokens) {

  public Generation {
    stop = Bounds.sized("stop", stop, 0, Bounds.MAX_STOP_STRINGS);
    for (String end : stop) {
      if (end.isEmpty() || end.length() > Bounds.MAX_STOP_CHARS) {
        throw new IllegalArgumentException(
            "stop strings must have 1 to " + Bounds.MAX_STOP_CHARS + " characters each");
      }
    }
    Bounds.range("maxTokens", maxTokens, 1, Bounds.MAX_ANSWER_TOKENS);
  }

  /** Raw text without examples. */
  public Generation(PromptTemplate template, List<String> stop, int maxTokens) {
    this(template, Optional.empty(), FewShot.none(), stop, maxTokens);
  }

  /** What to ask for this input. */
  public SuitePrompt prompt(String input) {
    return chat.<SuitePrompt>map(frame -> conversation(frame, input)).orElseGet(() -> raw(input));
  }

  private SuitePrompt.Raw raw(String input) {
    StringBuilder text = new StringBuilder();
    for (Example example : fewShot.examples()) {
      text.append(template.render(example.input()))
          .append(example.expected())
          .append(fewShot.separator());
    }
    return new SuitePrompt.Raw(text.append(template.render(input)).toString());
  }

  private SuitePrompt.Chat conversation(ChatFrame frame, String input) {
    List<Turn> turns = new ArrayList<>();
    frame.system().ifPresent(text -> turns.add(new Turn(Role.SYSTEM, text)));
    for (Example example : fewShot.examples()) {
      turns.add(new Turn(Role.USER, template.render(example.input())));
      turns.add(new Turn(Role.ASSISTANT, example.expected()));
    }
    turns.add(new Turn(Role.USER, template.render(input)));
    return new SuitePrompt.Chat(turns);
  }
}
