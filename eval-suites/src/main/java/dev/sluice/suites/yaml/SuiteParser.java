package dev.sluice.suites.yaml;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Demands;
import dev.sluice.suites.ExpectedCost;
import dev.sluice.suites.Generation;
import dev.sluice.suites.Item;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.SemanticVersion;
import dev.sluice.suites.Suite;
import dev.sluice.suites.SuiteInfo;
import dev.sluice.suites.grading.Grader;
import dev.sluice.suites.yaml.GateReader.Gates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a suite from YAML.
 *
 * <pre>{@code
 * id: mood
 * version: 1.0.0
 * description: Is a remark about a product kind or unkind?
 * licence: Apache-2.0
 * template: "sentiment: {{input}}\n"
 * stop: ["\n"]            # optional: the model's own end-of-text token always ends an answer
 * maxTokens: 8
 * grader: {type: label, labels: [positive, negative]}   # README.md of the suites has the others
 * gates:                  # optional: what every answer has to look like to be graded at all
 *   - {type: length, unit: words, atMost: 2}
 * sample: 20              # optional: how many items a device draws for one report
 * items:
 *   - {id: mood-1, input: the soup was lovely, expected: positive}
 * controls:
 *   - {id: good, kind: must-pass, input: great, expected: positive}
 *   - {id: bad, kind: must-pass, input: terrible, expected: negative}
 *   - {id: wrong, kind: must-fail, input: great, expected: negative}
 * }</pre>
 *
 * <p>Further keys, all optional, are explained in the suites' README.md: {@code chat} in the place
 * of {@code template}, {@code fewShot}, {@code fewShotSeparator}, {@code repeats}, {@code
 * threshold}, {@code floors}, {@code gateShare}, {@code count}, {@code cost}; {@code choices} and
 * {@code tags} of an item.
 *
 * <p>Strict on purpose: a misspelt key or an unquoted {@code no} would otherwise change a score in
 * silence.
 */
public final class SuiteParser {

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "version",
          "description",
          "licence",
          "template",
          "chat",
          "fewShot",
          "fewShotSeparator",
          "repeats",
          "threshold",
          "floors",
          "count",
          "cost",
          "stop",
          "maxTokens",
          "grader",
          "gates",
          "gateShare",
          "sample",
          "items",
          "controls");

  private SuiteParser() {}

  /**
   * Reads one suite.
   *
   * @param sourceName what messages call the text, mostly a file name
   * @throws SuiteFormatException at the first thing that is wrong
   */
  public static Suite parse(String text, String sourceName) throws SuiteFormatException {
    Fields fields = Fields.of(YamlText.rootOf(text, sourceName), "a suite", KEYS, sourceName);
    SuiteInfo info = info(fields);
    Generation generation = PromptReader.read(fields, sourceName);
    Grader grader = GraderReader.read(fields.required("grader"), sourceName);
    Gates gates = GateReader.read(fields.optionalElements("gates"), sourceName);
    OptionalInt sample = fields.optionalWholeNumber("sample");
    QuestionsReader questions = new QuestionsReader(sourceName, grader);
    List<Item> items = questions.items(fields.elements("items"));
    List<ControlItem> controls = questions.controls(fields.elements("controls"));
    DemandsReader.requireCount(fields, items.size());
    Optional<Repeats> repeats = RepeatsReader.read(fields, sourceName);
    Demands demands = DemandsReader.read(fields, gates, items, sourceName);
    Optional<ExpectedCost> cost = DemandsReader.cost(fields, sourceName);
    return fields.build(
        () ->
            new Suite(
                info,
                generation,
                grader,
                gates.form(),
                sample,
                items,
                controls,
                repeats,
                demands,
                cost));
  }

  private static SuiteInfo info(Fields fields) throws SuiteFormatException {
    String id = fields.text("id");
    String versionText = fields.text("version");
    SemanticVersion version = fields.build(() -> new SemanticVersion(versionText));
    String description = fields.text("description");
    String licence = fields.text("licence");
    return fields.build(() -> new SuiteInfo(id, version, description, licence));
  }
}
