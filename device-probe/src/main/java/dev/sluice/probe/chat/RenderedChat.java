package dev.sluice.probe.chat;

/** What came of putting a chat into a model's form. */
public sealed interface RenderedChat {

  /** The prompt to send, without the begin token where the engine adds it. */
  record Text(String text) implements RenderedChat {}

  /**
   * The template refuses this chat, or cannot be believed.
   *
   * @param reason one line for a person
   */
  record Refused(String reason) implements RenderedChat {}
}
