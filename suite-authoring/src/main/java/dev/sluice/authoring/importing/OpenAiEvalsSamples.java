package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples of OpenAI's evals: {@code {"input": messages or text, "ideal": text or texts}}. Where all
 * samples begin with the same messages and differ in the last one, they become a chat with those
 * messages around each question.
 */
final class OpenAiEvalsSamples {

  private static final Set<String> KNOWN = Set.of("input", "ideal");

  private final List<DraftItem> items = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private OpenAiEvalsSamples() {}

  static Draft read(String text, ImportOptions options) throws ImportException {
    return new OpenAiEvalsSamples().draft(JsonRecords.of(text), options);
  }

  private Draft draft(List<JsonNode> samples, ImportOptions options) {
    losses.add(
        new Loss(
            "ideal",
            "how answers are marked is not in the file; taken as Includes: an ideal one occurs"));
    SampleChat chat = SampleChat.of(samples, options);
    chat.note(losses);
    noteTexts(samples, options);
    for (int i = 0; i < samples.size(); i++) {
      add("sample-" + (i + 1), samples.get(i), chat);
    }
    return new Draft(
        "Imported samples of OpenAI evals.",
        chat.asking("{{input}}"),
        Marking.contains(Demand.ANY, false),
        Map.of(),
        items,
        losses);
  }

  /** To chat models the evals send a bare text as what the system says, with no user at all. */
  private void noteTexts(List<JsonNode> samples, ImportOptions options) {
    long texts = samples.stream().filter(sample -> sample.path("input").isTextual()).count();
    if (texts > 0 && !options.asText()) {
      losses.add(
          new Loss(
              "input",
              "%d samples are bare text: said by the user, where the evals have the system say it"
                  .formatted(texts)));
    }
  }

  private void add(String id, JsonNode sample, SampleChat chat) {
    sample
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!KNOWN.contains(name)) {
                losses.add(new Loss(id, "'" + name + "' is not taken over"));
              }
            });
    List<String> ideal = JsonRecords.texts(sample.path("ideal"));
    String input = chat.question(sample).orElse("");
    if (ideal.isEmpty() || input.isBlank()) {
      losses.add(new Loss(id, "left out: it has no ideal answer, or no input that is all text"));
    } else if (ideal.stream().anyMatch(answer -> answer.strip().lines().count() != 1)) {
      losses.add(new Loss(id, "left out: an ideal answer has several lines, or none"));
    } else {
      items.add(new DraftItem(id, input, ideal.stream().map(String::strip).toList()));
    }
  }
}
