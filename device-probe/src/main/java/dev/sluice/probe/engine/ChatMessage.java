package dev.sluice.probe.engine;

import java.util.Locale;
import java.util.Objects;

/** One turn of a conversation; its content is never empty. */
public record ChatMessage(Role role, String content) {

  /** Who speaks. */
  public enum Role {
    /** Whoever set the model up. */
    SYSTEM,
    /** Whoever asks it. */
    USER,
    /** The model. */
    ASSISTANT;

    /** The name in chat templates and in requests to servers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ChatMessage {
    Objects.requireNonNull(role, "role");
    if (content.isEmpty()) {
      throw new IllegalArgumentException(
          "content of the " + role.wireName() + " must not be empty");
    }
  }
}
