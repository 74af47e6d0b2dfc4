package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.Asking.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of messages as OpenAI's API takes it, as far as a suite can ask it: the system's first or
 * not at all, then user and assistant in turn, the user last.
 *
 * @param system the words of all leading messages of the system
 * @param shots the turns before the last
 * @param user the last message of the user
 */
record ChatPrompt(Optional<String> system, List<Shot> shots, String user) {

  private static final Set<String> SYSTEM = Set.of("system", "developer");

  ChatPrompt {
    shots = List.copyOf(shots);
  }

  /** Empty for what has no messages of that form. */
  static Optional<ChatPrompt> of(JsonNode messages) {
    if (!messages.isArray()) {
      return Optional.empty();
    }
    List<String> system = new ArrayList<>();
    List<JsonNode> turns = new ArrayList<>();
    for (JsonNode message : messages) {
      if (turns.isEmpty() && isPlainSystem(message)) {
        system.add(message.path("content").asText());
      } else {
        turns.add(message);
      }
    }
    if (!alternate(turns)) {
      return Optional.empty();
    }
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i + 2 < turns.size(); i += 2) {
      shots.add(new Shot(content(turns.get(i)), content(turns.get(i + 1))));
    }
    Optional<String> words =
        system.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", system));
    return Optional.of(new ChatPrompt(words, shots, content(turns.get(turns.size() - 1))));
  }

  private static boolean alternate(List<JsonNode> turns) {
    boolean sound = turns.size() % 2 == 1;
    for (int i = 0; i < turns.size(); i++) {
      sound &= role(turns.get(i)).equals(i % 2 == 0 ? "user" : "assistant");
      sound &= turns.get(i).path("content").isTextual() && !content(turns.get(i)).isBlank();
    }
    return sound;
  }

  private static boolean isPlainSystem(JsonNode message) {
    return SYSTEM.contains(message.path("role").asText())
        && !message.has("name")
        && !message.path("content").asText().isBlank();
  }

  /** OpenAI's evals write examples as messages of the system that say whose words they are. */
  private static String role(JsonNode message) {
    return switch (message.path("name").asText()) {
      case "example_user" -> "user";
      case "example_assistant" -> "assistant";
      default -> message.path("role").asText();
    };
  }

  private static String content(JsonNode message) {
    return message.path("content").asText();
  }
}
