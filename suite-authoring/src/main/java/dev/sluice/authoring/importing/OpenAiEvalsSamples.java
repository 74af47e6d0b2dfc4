package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authoring.importing.Asking.Shot;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Samples of OpenAI's evals: {@code {"input": messages or text, "ideal": text or texts}}. Where all
 * samples begin with the same messages and differ in the last one, they become a chat with those
 * messages around each question.
 */
final class OpenAiEvalsSamples {

  private static final Set<String> KNOWN = Set.of("input", "ideal");

  /** What stands before the question in every sample. */
  private record Before(Optional<String> system, List<Shot> shots) {}

  private final List<DraftItem> items = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private OpenAiEvalsSamples() {}

  static Draft read(String text) throws ImportException {
    return new OpenAiEvalsSamples().draft(JsonRecords.of(text));
  }

  private Draft draft(List<JsonNode> samples) {
    losses.add(
        new Loss(
            "ideal",
            "how answers are marked is not in the file; taken as Includes: an ideal one occurs"));
    Optional<Before> chat = common(samples);
    if (chat.isEmpty()) {
      losses.add(
          new Loss(
              "input", "roles are written as text: the samples do not share one form of chat"));
    }
    for (int i = 0; i < samples.size(); i++) {
      add("sample-" + (i + 1), samples.get(i), chat.isPresent());
    }
    Asking asking =
        chat.map(before -> Asking.chat("{{input}}", before.system(), before.shots()))
            .orElse(Asking.raw("{{input}}"));
    return new Draft(
        "Imported samples of OpenAI evals.",
        asking,
        Marking.contains(Demand.ANY, false),
        Map.of(),
        items,
        losses);
  }

  private void add(String id, JsonNode sample, boolean chat) {
    sample
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                losses.add(new Loss(id, "'" + name + "' is not taken over"));
              }
            });
    List<String> ideal = JsonRecords.texts(sample.path("ideal"));
    String input =
        chat
            ? ChatPrompt.of(sample.path("input")).map(ChatPrompt::user).orElse("")
            : JsonRecords.prompt(sample.path("input"));
    if (ideal.isEmpty() || input.isBlank()) {
      losses.add(new Loss(id, "left out: it has no input or no ideal answer"));
    } else if (ideal.stream().anyMatch(answer -> answer.strip().lines().count() != 1)) {
      losses.add(new Loss(id, "left out: an ideal answer has several lines, or none"));
    } else {
      items.add(new DraftItem(id, input, ideal.stream().map(String::strip).toList()));
    }
  }

  /** Empty unless every sample is a chat, and all of them begin alike. */
  private static Optional<Before> common(List<JsonNode> samples) {
    List<Optional<Before>> different =
        samples.stream()
            .map(sample -> ChatPrompt.of(sample.path("input")))
            .map(chat -> chat.map(prompt -> new Before(prompt.system(), prompt.shots())))
            .distinct()
            .toList();
    return different.size() == 1 ? different.get(0) : Optional.empty();
  }
}
