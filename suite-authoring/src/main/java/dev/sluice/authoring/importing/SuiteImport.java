package dev.sluice.authoring.importing;

import dev.sluice.suites.Item;
import dev.sluice.suites.Suite;
import dev.sluice.suites.yaml.SuiteFormatException;
import dev.sluice.suites.yaml.SuiteParser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Makes a suite file of another tool's file.
 *
 * @param id of the suite to be
 * @param licence SPDX expression of the items' licence
 * @param maxTokens where the formats have no bound on an answer, a suite must
 * @param options what else the files do not say
 */
public record SuiteImport(String id, String licence, int maxTokens, ImportOptions options) {

  /** One that asks as each tool does. */
  public SuiteImport(String id, String licence, int maxTokens) {
    this(id, licence, maxTokens, ImportOptions.none());
  }

  /**
   * Reads the file and writes the suite; what it gives is a suite that the probe takes.
   *
   * @param documents the items of a task of lm-eval; empty for every other source
   * @throws ImportException when no suite can be made of the file
   */
  public Imported read(Source source, String text, Optional<String> documents)
      throws ImportException {
    Draft draft = source.read(Unmarked.text(text), documents.map(Unmarked::text), options);
    List<Loss> losses = new ArrayList<>(options.losses());
    losses.addAll(draft.losses());
    List<DraftItem> gradable = gradable(draft, losses);
    BorrowedControls controls = controls(gradable, draft.marking(), losses);
    losses.add(controls.assumption());
    if (draft.asking().maxTokens().isEmpty()) {
      losses.add(new Loss("answers", "are cut after " + maxTokens + " tokens; see --max-tokens"));
    }
    String yaml = yaml(draft, controls);
    try {
      Suite suite = SuiteParser.parse(yaml, id);
      return new Imported(yaml, suite, losses);
    } catch (SuiteFormatException e) {
      throw new ImportException("what the file says is no suite: " + e.reason());
    }
  }

  private static BorrowedControls controls(
      List<DraftItem> items, Marking marking, List<Loss> losses) throws ImportException {
    try {
      return BorrowedControls.from(items, marking);
    } catch (ImportException e) {
      throw e.after(losses);
    }
  }

  private static List<DraftItem> gradable(Draft draft, List<Loss> losses) {
    List<DraftItem> gradable = new ArrayList<>();
    Set<String> inputs = new HashSet<>();
    for (DraftItem item : draft.items()) {
      Optional<String> objection = objectionTo(item, draft.marking());
      if (objection.isPresent()) {
        losses.add(new Loss(item.id(), "left out: " + objection.get()));
      } else if (!inputs.add(item.input())) {
        losses.add(new Loss(item.id(), "left out: an earlier one asks the same"));
      } else {
        gradable.add(item);
      }
    }
    return gradable;
  }

  private static Optional<String> objectionTo(DraftItem item, Marking marking) {
    try {
      Item sound =
          new Item(item.id(), item.input(), item.expectedText(), item.choices(), List.of());
      return marking
          .grader()
          .objectionTo(sound.expected())
          .map(objection -> "its expected answer " + objection);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private String yaml(Draft draft, BorrowedControls controls) {
    Map<String, Object> suite = new LinkedHashMap<>();
    suite.put("id", id);
    suite.put("version", "1.0.0");
    suite.put("description", draft.description());
    suite.put("licence", licence);
    suite.putAll(draft.asking().yaml(maxTokens));
    suite.put("grader", draft.marking().yaml());
    suite.putAll(draft.more());
    suite.put("controls", controls.yaml());
    suite.put("items", controls.items().stream().map(SuiteImport::item).toList());
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(options).dump(suite);
  }

  private static Map<String, Object> item(DraftItem item) {
    Map<String, Object> yaml = new LinkedHashMap<>();
    yaml.put("id", item.id());
    yaml.putAll(item.yaml(item.expectedText()));
    return yaml;
  }
}
