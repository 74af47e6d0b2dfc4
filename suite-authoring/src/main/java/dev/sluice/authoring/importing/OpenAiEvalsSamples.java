package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
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

  private final OpenAiEval eval;

  private OpenAiEvalsSamples(OpenAiEval eval) {
    this.eval = eval;
  }

  static Draft read(String text, ImportOptions options) throws ImportException {
    return new OpenAiEvalsSamples(options.eval().orElse(OpenAiEval.INCLUDES))
        .draft(JsonRecords.of(text), options);
  }

  private Draft draft(List<JsonNode> samples, ImportOptions options) {
    String given = options.eval().isPresent() ? "" : "how answers are marked is not in the file; ";
    losses.add(new Loss("ideal", given + "taken as " + eval.evalName() + ": " + eval.rule()));
    SampleChat chat = SampleChat.of(samples, options);
    chat.note(losses);
    noteTexts(samples, options);
    for (int i = 0; i < samples.size(); i++) {
      add("sample-" + (i + 1), samples.get(i), chat);
    }
    return new Draft(
        "Imported samples of OpenAI evals.",
        chat.asking("{{input}}"),
        eval.marking(),
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
    } else if (!eval.takes(ideal)) {
      losses.add(
          new Loss(
              id,
              eval == OpenAiEval.JSON_MATCH
                  ? "left out: it has several ideal answers"
                  : "left out: an ideal answer has several lines, or none"));
    } else {
      items.add(new DraftItem(id, input, eval.expected(ideal)));
    }
  }
}
