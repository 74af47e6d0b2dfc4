package dev.sluice.authoring.importing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.ContainsGrader.Demand;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A data set of Inspect in JSON, JSON lines or CSV: {@code input}, {@code target}, and {@code
 * choices} for multiple choice, where the target is a letter.
 */
final class InspectDataset {

  private static final Set<String> KNOWN = Set.of("id", "input", "target", "choices", "metadata");
  private static final int MAX_CHOICES = 26;

  private final List<Loss> losses = new ArrayList<>();
  private final List<DraftItem> items = new ArrayList<>();
  private final SampleChat chat;
  private final boolean choices;

  private InspectDataset(SampleChat chat, boolean choices) {
    this.chat = chat;
    this.choices = choices;
  }

  static Draft read(String text, ImportOptions options) throws ImportException {
    List<JsonNode> samples = isJson(text) ? JsonRecords.of(text) : CsvRecords.of(text);
    boolean choices = samples.stream().anyMatch(sample -> sample.path("choices").isArray());
    InspectDataset dataset = new InspectDataset(SampleChat.of(samples, options), choices);
    SampleIds ids = new SampleIds(samples, dataset.losses);
    for (int i = 0; i < samples.size(); i++) {
      dataset.add(ids.of(samples.get(i), i + 1), samples.get(i));
    }
    dataset.noteMetadata(samples);
    return dataset.draft();
  }

  private static boolean isJson(String text) {
    String begin = text.stripLeading();
    return begin.isEmpty() || begin.startsWith("[") || begin.startsWith("{");
  }

  private void add(String id, JsonNode sample) {
    noteUnknown(id, sample);
    List<String> target = JsonRecords.texts(sample.path("target"));
    String input = chat.question(sample).orElse("");
    if (input.isBlank() || target.isEmpty()) {
      losses.add(new Loss(id, "left out: it has no target, or no input that is all text"));
    } else if (sample.path("choices").isArray() != choices) {
      losses.add(new Loss(id, "left out: others have choices and it has none"));
    } else if (choices) {
      addChoice(id, input, target, JsonRecords.texts(sample.path("choices")));
    } else if (target.stream().anyMatch(answer -> answer.strip().lines().count() != 1)) {
      losses.add(new Loss(id, "left out: a target has several lines, or none"));
    } else {
      items.add(new DraftItem(id, input, target.stream().map(String::strip).toList()));
    }
  }

  private void addChoice(String id, String input, List<String> target, List<String> options) {
    if (target.size() != 1 || options.size() < 2 || options.size() > MAX_CHOICES) {
      losses.add(new Loss(id, "left out: it needs one target and 2 to 26 choices"));
      return;
    }
    List<String> letters =
        IntStream.range(0, options.size()).mapToObj(InspectDataset::letter).toList();
    StringBuilder question = new StringBuilder(input);
    for (int i = 0; i < options.size(); i++) {
      question.append('\n').append(letter(i)).append(") ").append(options.get(i));
    }
    items.add(new DraftItem(id, question.toString(), target, letters));
  }

  private void noteUnknown(String id, JsonNode sample) {
    for (Iterator<String> names = sample.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name)) {
        losses.add(new Loss(id, "'" + name + "' is not taken over"));
      }
    }
  }

  private void noteMetadata(List<JsonNode> samples) {
    long with = samples.stream().filter(sample -> sample.has("metadata")).count();
    if (with > 0) {
      losses.add(new Loss("metadata", "that of %d samples is not taken over".formatted(with)));
    }
  }

  private Draft draft() {
    chat.note(losses);
    losses.add(
        new Loss(
            "scorer",
            choices
                ? "the scorer is not in the file; taken as choice: the model is made to write a"
                    + " letter"
                : "the scorer is not in the file; taken as includes: a target occurs"));
    Marking marking =
        choices
            ? Marking.choice(ChoiceGrader.Scoring.CONTINUATION)
            : Marking.contains(Demand.ANY, true);
    return new Draft(
        "Imported data set of Inspect.", chat.asking(template()), marking, Map.of(), items, losses);
  }

  private String template() {
    if (!choices) {
      return "{{input}}";
    }
    return chat.asText()
        ? "{{input}}\nAnswer with one letter: "
        : "{{input}}\nAnswer with one letter.";
  }

  private static String letter(int index) {
    return String.valueOf((char) ('A' + index));
  }
}
