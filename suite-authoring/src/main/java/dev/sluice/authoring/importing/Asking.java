package dev.sluice.authoring.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a question is put to a model.
 *
 * @param template with {@code {{input}}} where an item's input goes
 * @param chat whether it is what the user of a chat says, and no text to continue
 * @param system what the system says first in a chat
 * @param fewShot question and answer of each example, before every question
 * @param separator between examples; empty for a chat or the suite's own
 * @param stop strings that end an answer
 * @param maxTokens where the file bounds answers
 */
record Asking(
    String template,
    boolean chat,
    Optional<String> system,
    List<Shot> fewShot,
    Optional<String> separator,
    List<String> stop,
    OptionalInt maxTokens) {

  /** An example before the question. */
  record Shot(String input, String expected) {}

  Asking {
    fewShot = List.copyOf(fewShot);
    stop = List.copyOf(stop);
  }

  /** A text to continue, without examples. */
  static Asking raw(String template) {
    return new Asking(
        template,
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        OptionalInt.empty());
  }

  /** A chat of one user's turn; a model that brings no template of its own is asked in ChatML. */
  static Asking chat(String template, Optional<String> system, List<Shot> fewShot) {
    return new Asking(
        template, true, system, fewShot, Optional.empty(), List.of(), OptionalInt.empty());
  }

  Asking withStop(List<String> newStop, OptionalInt newMaxTokens) {
    return new Asking(template, chat, system, fewShot, separator, newStop, newMaxTokens);
  }

  Asking withFewShot(List<Shot> shots, String newSeparator) {
    return new Asking(
        template,
        chat,
        system,
        shots,
        shots.isEmpty() ? Optional.empty() : Optional.of(newSeparator),
        stop,
        maxTokens);
  }

  /** As a suite file has it. */
  Map<String, Object> yaml(int mostTokens) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    if (chat) {
      Map<String, Object> frame = new LinkedHashMap<>();
      system.ifPresent(text -> frame.put("system", text));
      frame.put("user", template);
      frame.put("template", "chatml");
      yaml.put("chat", frame);
    } else {
      yaml.put("template", template);
    }
    if (!fewShot.isEmpty()) {
      yaml.put("fewShot", fewShot.stream().map(Asking::shot).toList());
      separator.ifPresent(text -> yaml.put("fewShotSeparator", text));
    }
    yaml.put("stop", stop);
    yaml.put("maxTokens", maxTokens.orElse(mostTokens));
    return yaml;
  }

  private static Map<String, Object> shot(Shot shot) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("input", shot.input());
    yaml.put("expected", shot.expected());
    return yaml;
  }
}
