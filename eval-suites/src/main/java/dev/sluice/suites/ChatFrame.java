package dev.sluice.suites;

import java.util.Optional;

/**
 * Asks in a chat instead of by raw text: the template with the input is what the user says.
 *
 * @param system what the model is told first, 1 to 8,000 characters; not every model takes it
 * @param fallback the form for models that bring no chat template; {@link Fallback#NONE} leaves
 *     them out
 */
public record ChatFrame(Optional<String> system, Fallback fallback) {

  /** A form of chat that needs no template. */
  public enum Fallback {
    /** A model without a template of its own cannot be asked. */
    NONE,
    /** ChatML, which most families understand. */
    CHATML
  }

  public ChatFrame {
    system.ifPresent(text -> Bounds.text("system", text, Bounds.MAX_TEMPLATE_CHARS));
  }
}
