package dev.sluice.probe.engine;

import java.util.Locale;

/** What not every engine can do. A suite that needs more than the engine has is not asked. */
public enum Capability {
  /** Takes a {@link Prompt.Text} as it is, without a chat's frame around it. */
  RAW_TEXT,
  /** Takes a {@link Prompt.Chat}. */
  CHAT,
  /** Answers with one of the {@link AnswerChoices} and nothing else. */
  FORCED_CHOICE,
  /** Samples at a temperature; the same seed gives the same text. */
  SEEDED_SAMPLING,
  /** Tells the exact log-probability of a given continuation of a {@link Prompt.Text}. */
  LOG_LIKELIHOOD,
  /** The same of a given answer to a {@link Prompt.Chat}. */
  CHAT_LOG_LIKELIHOOD;

  /** The name in JSON, such as {@code forced_choice}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
