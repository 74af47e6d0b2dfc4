package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.Asking.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of messages as OpenAI's API takes it, as far as a suite can ask it: the system's first or
 * not at all, then user and assistant in turn, the user last. A bare text is what the user says.
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

  /** Empty for what has no text or no messages of that form. */
  static Optional<ChatPrompt> of(JsonNode input) {
    if (!input.isArray()) {
      return written(input).map(text -> new ChatPrompt(Optional.empty(), List.of(), text));
    }
    List<String> system = new ArrayList<>();
    List<JsonNode> turns = new ArrayList<>();
    for (JsonNode message : input) {
      if (turns.isEmpty() && isPlainSystem(message)) {
        system.add(content(message));
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

  /**
   * The input as one text, roles before the messages where there are several; empty when that would
   * not be all of it: a message holds an image, a tool's call, or nothing.
   */
  static Optional<String> written(JsonNode input) {
    if (!input.isArray()) {
      return Optional.of(input.asText()).filter(text -> !text.isBlank());
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode message : input) {
      if (!isText(message)) {
        return Optional.empty();
      }
      String content = content(message);
      parts.add(input.size() == 1 ? content : message.path("role").asText("user") + ": " + content);
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", parts));
  }

  private static boolean alternate(List<JsonNode> turns) {
    boolean sound = turns.size() % 2 == 1;
    for (int i = 0; i < turns.size(); i++) {
      sound &= role(turns.get(i)).equals(i % 2 == 0 ? "user" : "assistant");
      sound &= isText(turns.get(i));
    }
    return sound;
  }

  private static boolean isPlainSystem(JsonNode message) {
    return SYSTEM.contains(message.path("role").asText())
        && !message.has("name")
        && isText(message);
  }

  /** OpenAI's evals write examples as messages of the system that say whose words they are. */
  private static String role(JsonNode message) {
    return switch (message.path("name").asText()) {
      case "example_user" -> "user";
      case "example_assistant" -> "assistant";
      default -> message.path("role").asText();
    };
  }

  private static boolean isText(JsonNode message) {
    return message.path("tool_calls").isEmpty() && !content(message).isBlank();
  }

  /** Text, or a list of parts that are all text; blank when there is anything else. */
  private static String content(JsonNode message) {
    JsonNode content = message.path("content");
    if (!content.isArray()) {
      return content.isTextual() ? content.asText() : "";
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode part : content) {
      if (!part.path("type").asText().equals("text")) {
        return "";
      }
      parts.add(part.path("text").asText());
    }
    return String.join("\n", parts);
  }
}
