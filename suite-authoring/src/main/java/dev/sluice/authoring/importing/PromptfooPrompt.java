package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a promptfoo configuration asks: promptfoo asks every prompt of its list, a suite one. The
 * first that a suite can say is taken, and each of the others is reported.
 *
 * @param chat whether it was written as messages
 */
record PromptfooPrompt(PromptTemplateText user, boolean chat, Optional<String> system) {
  private static final Set<String> KNOWN = Set.of("raw", "label", "id");
  private static final int SHOWN = 48;

  static PromptfooPrompt of(JsonNode prompts, List<Loss> losses) throws ImportException {
    List<JsonNode> all = new ArrayList<>();
    if (prompts.isArray()) {
      prompts.forEach(all::add);
    } else if (!prompts.isMissingNode()) {
      all.add(prompts);
    }
    Optional<PromptfooPrompt> taken = Optional.empty();
    for (int i = 0; i < all.size(); i++) {
      String where = "prompt-" + (i + 1);
      Optional<String> objection = objectionTo(all.get(i));
      if (objection.isPresent()) {
        losses.add(new Loss(where, "left out: " + objection.get()));
      } else if (taken.isPresent()) {
        losses.add(
            new Loss(where, "left out: a suite asks one prompt: " + shown(text(all.get(i)))));
      } else {
        taken = Optional.of(taken(where, all.get(i), losses));
      }
    }
    return taken.orElseThrow(() -> new ImportException("'prompts' has no prompt to take over"));
  }

  private static Optional<String> objectionTo(JsonNode node) {
    String text = text(node);
    if (text.isBlank()) {
      return Optional.of("it is no text");
    }
    if (text.startsWith("file://")) {
      return Optional.of("it is a file; write it out: " + shown(text));
    }
    return read(text).isProgram()
        ? Optional.of("it is a template program; write it out: " + shown(text))
        : Optional.empty();
  }

  private static PromptfooPrompt taken(String where, JsonNode node, List<Loss> losses) {
    String text = text(node);
    PromptfooPrompt prompt = read(text);
    for (String name : (Iterable<String>) node::fieldNames) {
      if (!KNOWN.contains(name)) {
        losses.add(new Loss(where, "'" + name + "' is not taken over"));
      }
    }
    if (!prompt.chat() && isList(text)) {
      losses.add(new Loss(where, "its messages are asked as one text, as they stand"));
    }
    return prompt;
  }

  private static String text(JsonNode node) {
    return node.isObject() ? node.path("raw").asText() : node.asText();
  }

  private static boolean isList(String text) {
    return text.stripLeading().startsWith("[");
  }

  private static PromptfooPrompt read(String text) {
    return isList(text)
        ? messages(text)
            .filter(chat -> chat.shots().isEmpty())
            .map(
                chat ->
                    new PromptfooPrompt(new PromptTemplateText(chat.user()), true, chat.system()))
            .orElseGet(() -> plain(text))
        : plain(text);
  }

  private static PromptfooPrompt plain(String text) {
    return new PromptfooPrompt(new PromptTemplateText(text), false, Optional.empty());
  }

  private static Optional<ChatPrompt> messages(String text) {
    try {
      return JsonRecords.of(text).isEmpty()
          ? Optional.empty()
          : ChatPrompt.of(JsonNodeFactory.instance.arrayNode().addAll(JsonRecords.of(text)));
    } catch (ImportException e) {
      return Optional.empty();
    }
  }

  /** What the system says is the same for all tests, so it has no variables. */
  private boolean isProgram() {
    return user.isProgram() || system.filter(text -> text.contains("{{")).isPresent();
  }

  private static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
