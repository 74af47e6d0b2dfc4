package dev.sluice.probe.chat;

import java.util.Objects;

/**
 * How a model wants to be talked to.
 *
 * @param source Jinja text, at most {@value #MAX_CHARACTERS} characters
 * @param beginToken the text of the token that begins every input, {@code bos_token}; may be empty
 * @param endToken the text of the token that ends an answer, {@code eos_token}; may be empty
 * @param engineAddsBeginToken whether the engine puts the begin token before every prompt by
 *     itself: then a template's own must go, or the model sees two
 */
public record ChatTemplate(
    String source, String beginToken, String endToken, boolean engineAddsBeginToken) {

  public static final int MAX_CHARACTERS = 65_536;

  private static final String CHATML =
      "{% for message in messages %}"
          + "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
          + "{% endfor %}{{ '<|im_start|>assistant\\n' }}";

  public ChatTemplate {
    Objects.requireNonNull(beginToken, "beginToken");
    Objects.requireNonNull(endToken, "endToken");
    if (source.isBlank() || source.length() > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "a chat template must have 1 to %d characters, had %d"
              .formatted(MAX_CHARACTERS, source.length()));
    }
  }

  /** The form that most families understand, for models without a template of their own. */
  public static ChatTemplate chatml() {
    return new ChatTemplate(CHATML, "", "", true);
  }
}
