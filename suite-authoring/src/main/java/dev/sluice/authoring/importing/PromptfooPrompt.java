package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.authoring.importing.Asking.Shot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a promptfoo configuration asks: promptfoo asks every prompt of its list, a suite one. The
 * first that a suite can say is taken, and each of the others is reported. A prompt is what the
 * user of a chat says, or a list of messages in JSON.
 *
 * @param asText whether it is a text to continue instead
 */
record PromptfooPrompt(
    PromptTemplateText user, Optional<String> system, List<Shot> shots, boolean asText) {
  private static final Set<String> KNOWN = Set.of("raw", "label", "id");
  private static final Pattern YAML_CHAT =
      Pattern.compile("\\s*-\\s*\\{?\\s*[\"']?role[\"']?\\s*:");
  private static final int SHOWN = 48;

  PromptfooPrompt {
    shots = List.copyOf(shots);
  }

  /** One of the list, and where it is written. */
  record Written(String where, JsonNode node) {}

  static PromptfooPrompt of(List<Written> all, ImportOptions options, List<Loss> losses)
      throws ImportException {
    Optional<PromptfooPrompt> taken = Optional.empty();
    for (Written prompt : all) {
      Optional<String> objection = objectionTo(prompt.node());
      if (objection.isPresent()) {
        losses.add(new Loss(prompt.where(), "left out: " + objection.get()));
      } else if (taken.isPresent()) {
        losses.add(
            new Loss(
                prompt.where(),
                "left out: a suite asks one prompt: " + shown(text(prompt.node()))));
      } else {
        taken = Optional.of(taken(prompt.where(), prompt.node(), options, losses));
      }
    }
    return taken.orElseThrow(() -> new ImportException("'prompts' has no prompt to take over"));
  }

  /** Whether somebody speaks before the question. */
  boolean hasTurnsBefore() {
    return system.isPresent() || !shots.isEmpty();
  }

  Asking asking(String template) {
    return asText ? Asking.raw(template) : Asking.chat(template, system, shots);
  }

  private static Optional<String> objectionTo(JsonNode node) {
    String text = text(node);
    if (text.isBlank()) {
      return Optional.of("it is no text");
    }
    if (read(text).isEmpty()) {
      return Optional.of(
          "its messages are not a JSON list of texts by system, user and assistant in turn, the"
              + " user's last: "
              + shown(text));
    }
    return read(text).filter(PromptfooPrompt::isProgram).isPresent()
        ? Optional.of("it is a template program; write it out: " + shown(text))
        : Optional.empty();
  }

  private static PromptfooPrompt taken(
      String where, JsonNode node, ImportOptions options, List<Loss> losses) {
    UnknownKeys.note(where, node, KNOWN, losses);
    String text = text(node);
    if (!options.asText()) {
      return read(text).orElseThrow();
    }
    if (isMessages(text)) {
      losses.add(new Loss(where, "the roles of its messages are written as text"));
    }
    String written = isMessages(text) ? ChatPrompt.written(messages(text)).orElse(text) : text;
    return new PromptfooPrompt(new PromptTemplateText(written), Optional.empty(), List.of(), true);
  }

  private static String text(JsonNode node) {
    return node.isObject() ? node.path("raw").asText() : node.asText();
  }

  /** Empty for messages that a suite cannot say. */
  private static Optional<PromptfooPrompt> read(String text) {
    JsonNode said = isMessages(text) ? messages(text) : JsonNodeFactory.instance.textNode(text);
    return ChatPrompt.of(said)
        .map(
            chat ->
                new PromptfooPrompt(
                    new PromptTemplateText(chat.user()), chat.system(), chat.shots(), false));
  }

  /** Whether promptfoo would send it as messages, in JSON or YAML. */
  private static boolean isMessages(String text) {
    return text.stripLeading().startsWith("[")
        ? text.contains("\"role\"")
        : YAML_CHAT.matcher(text).lookingAt();
  }

  /** An empty list for what is no JSON. */
  private static JsonNode messages(String text) {
    try {
      return JsonNodeFactory.instance.arrayNode().addAll(JsonRecords.of(text));
    } catch (ImportException e) {
      return JsonNodeFactory.instance.arrayNode();
    }
  }

  /** What is said before the question is the same for all tests, so it has no variables. */
  private boolean isProgram() {
    Stream<String> before =
        Stream.concat(
            system.stream(),
            shots.stream().flatMap(shot -> Stream.of(shot.input(), shot.expected())));
    return user.isProgram() || before.anyMatch(PromptfooPrompt::hasTemplate);
  }

  private static boolean hasTemplate(String text) {
    return text.contains("{{") || text.contains("{%") || text.contains("{#");
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
