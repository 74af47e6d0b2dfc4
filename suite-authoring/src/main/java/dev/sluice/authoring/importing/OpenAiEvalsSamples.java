package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.ArrayList;
import java.util.List;

/** Samples of OpenAI's evals: {@code {"input": messages or text, "ideal": text or texts}}. */
final class OpenAiEvalsSamples {

  private OpenAiEvalsSamples() {}

  static Draft read(String text) throws ImportException {
    List<DraftItem> items = new ArrayList<>();
    List<Loss> losses = new ArrayList<>();
    losses.add(
        new Loss(
            "ideal",
            "how answers are marked is not in the file; taken as Includes: an ideal one occurs"));
    losses.add(new Loss("input", "roles are written as text: no chat template of a model is used"));
    int number = 0;
    for (JsonNode sample : JsonRecords.of(text)) {
      number++;
      String id = "sample-" + number;
      List<String> ideal = JsonRecords.texts(sample.path("ideal"));
      String input = JsonRecords.prompt(sample.path("input"));
      if (ideal.isEmpty() || input.isBlank()) {
        losses.add(new Loss(id, "left out: it has no input or no ideal answer"));
      } else if (ideal.stream().anyMatch(answer -> answer.strip().lines().count() != 1)) {
        losses.add(new Loss(id, "left out: an ideal answer has several lines, or none"));
      } else {
        items.add(new DraftItem(id, input, ideal.stream().map(String::strip).toList()));
      }
    }
    return new Draft(
        "Imported samples of OpenAI evals.",
        "{{input}}",
        List.of(),
        Marking.contains(Demand.ANY, false),
        items,
        losses);
  }
}
