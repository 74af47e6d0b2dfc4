package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.Asking.Shot;
import java.util.List;
import java.util.Optional;

/**
 * How samples are asked whose input is a text or a list of messages. A suite says the same before
 * every question: where all samples begin alike, that is the beginning of its chat. Where they do
 * not, the messages of each are written into what the user says, with their roles.
 *
 * @param system what the system says before every question
 * @param shots the turns before every question
 * @param alike whether that is all that stands before the last message of each
 * @param asText whether a text is continued instead of a chat
 * @param written how many samples have roles that are written out
 */
record SampleChat(
    Optional<String> system, List<Shot> shots, boolean alike, boolean asText, long written) {

  SampleChat {
    shots = List.copyOf(shots);
  }

  /** What stands before the last message of a sample. */
  private record Before(Optional<String> system, List<Shot> shots) {}

  static SampleChat of(List<JsonNode> samples, ImportOptions options) {
    List<JsonNode> inputs =
        samples.stream()
            .map(sample -> sample.path("input"))
            .filter(input -> ChatPrompt.written(input).isPresent())
            .toList();
    List<Optional<Before>> different =
        inputs.stream()
            .map(ChatPrompt::of)
            .map(chat -> chat.map(prompt -> new Before(prompt.system(), prompt.shots())))
            .distinct()
            .toList();
    if (!options.asText() && different.size() == 1 && different.get(0).isPresent()) {
      Before before = different.get(0).get();
      return new SampleChat(before.system(), before.shots(), true, false, 0);
    }
    long written =
        inputs.stream().filter(input -> input.size() > 1 || ChatPrompt.of(input).isEmpty()).count();
    return new SampleChat(Optional.empty(), List.of(), false, options.asText(), written);
  }

  /** Empty when the input is none, or more than text. */
  Optional<String> question(JsonNode sample) {
    JsonNode input = sample.path("input");
    return alike ? ChatPrompt.of(input).map(ChatPrompt::user) : ChatPrompt.written(input);
  }

  Asking asking(String template) {
    return asText ? Asking.raw(template) : Asking.chat(template, system, shots);
  }

  void note(List<Loss> losses) {
    if (written > 0) {
      losses.add(
          new Loss(
              "input",
              asText
                  ? "the messages of %d samples are written as one text".formatted(written)
                  : ("the samples do not share the beginning of a chat: the messages of %d are"
                          + " written into what the user says")
                      .formatted(written)));
    }
  }
}
