package dev.sluice.suites;

import static java.util.stream.Collectors.toSet;

import dev.sluice.suites.grading.Gate;
import dev.sluice.suites.grading.Grade;
import dev.sluice.suites.grading.Grader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A suite: items to score, controls that show whether the scores can be believed, and the one way
 * in which all of them are asked and graded.
 *
 * @param info name, version, licence
 * @param generation how an answer is asked for
 * @param grader how an answer is marked
 * @param gates what every answer has to look like to be graded at all, at most 8
 * @param sample how many items a device draws for one report; empty means all of them
 * @param items 1 to 10,000 questions with ids and inputs of their own
 * @param controls 2 to 100, among them at least two that must pass and expect different answers: an
 *     engine that says the same to everything must not look healthy
 * @param repeats how often each item is asked; empty means once, greedily. Controls always are
 * @param demands what the author wants the results to reach
 * @param cost what a run costs at most, as the author counted
 */
public record Suite(
    SuiteInfo info,
    Generation generation,
    Grader grader,
    List<Gate> gates,
    OptionalInt sample,
    List<Item> items,
    List<ControlItem> controls,
    Optional<Repeats> repeats,
    Demands demands,
    Optional<ExpectedCost> cost) {

  public Suite {
    gates = Bounds.sized("gates", gates, 0, Bounds.MAX_GATES);
    items = Bounds.sized("items", items, 1, Bounds.MAX_ITEMS);
    controls = Bounds.sized("controls", controls, 2, Bounds.MAX_CONTROLS);
    if (sample.isPresent()) {
      Bounds.range("sample", sample.getAsInt(), 1, items.size());
    }
    requireDistinct(items, controls);
    requireTellingControls(controls);
    requireTags(items, demands);
    items.forEach(item -> requireGradable(item, grader));
    controls.forEach(control -> requireGradable(control, grader));
  }

  /** A suite that asks once and demands nothing. */
  public Suite(
      SuiteInfo info,
      Generation generation,
      Grader grader,
      List<Gate> gates,
      OptionalInt sample,
      List<Item> items,
      List<ControlItem> controls) {
    this(
        info,
        generation,
        grader,
        gates,
        sample,
        items,
        controls,
        Optional.empty(),
        Demands.none(),
        Optional.empty());
  }

  public String id() {
    return info.id();
  }

  public SemanticVersion version() {
    return info.version();
  }

  /** The same suite with another pass rate to reach; its digest does not change. */
  public Suite withThreshold(double threshold) {
    return new Suite(
        info,
        generation,
        grader,
        gates,
        sample,
        items,
        controls,
        repeats,
        demands.withThreshold(threshold),
        cost);
  }

  /** Whether there is anything that a result could fall short of; gates are demands as well. */
  public boolean demandsAnything() {
    return demands.any() || !gates.isEmpty();
  }

  /** What to ask for an item or a control. */
  public SuitePrompt promptFor(Question question) {
    return generation.prompt(question.input());
  }

  /** The words of {@link #promptFor}: of raw text, the prompt byte for byte. */
  public String prompt(Question question) {
    return promptFor(question).text();
  }

  /**
   * Marks the engine's whole output for an item or a control: the gates first, then its quality.
   */
  public Grade grade(Question question, String output) {
    return gates.stream()
        .flatMap(gate -> gate.objectionTo(output).stream())
        .findFirst()
        .map(Grade::gateBroken)
        .orElseGet(() -> grader.grade(output, question.expected()));
  }

  /** Identifies what this suite asks and how it marks; see {@link SuiteDigest}. */
  public SuiteDigest digest() {
    return SuiteDigest.of(this);
  }

  /**
   * The items of one device for one report: {@link #sample} of them without repetition, in the
   * suite's order, or all when the suite does not sample. Every item is equally likely, so the mean
   * pass rate over devices estimates that of the whole suite without bias.
   */
  public List<Item> draw(RandomGenerator random) {
    return sample.isEmpty() ? items : draw(sample.getAsInt(), random);
  }

  /** The same with another number of items; all of them when there are no more. */
  public List<Item> draw(int count, RandomGenerator random) {
    int size = Math.min(count, items.size());
    int[] positions = IntStream.range(0, items.size()).toArray();
    for (int chosen = 0; chosen < size; chosen++) {
      int other = chosen + random.nextInt(positions.length - chosen);
      int moved = positions[chosen];
      positions[chosen] = positions[other];
      positions[other] = moved;
    }
    return Arrays.stream(positions, 0, size).sorted().mapToObj(items::get).toList();
  }

  private static void requireDistinct(List<Item> items, List<ControlItem> controls) {
    Set<String> ids = new HashSet<>();
    Set<String> inputs = new HashSet<>();
    for (Item item : items) {
      requireNew(ids, "id", item.id());
      requireNew(inputs, "input", item.input());
    }
    for (ControlItem control : controls) {
      requireNew(ids, "id", control.id());
    }
  }

  private static void requireNew(Set<String> seen, String what, String value) {
    if (!seen.add(value)) {
      throw new IllegalArgumentException(what + " " + Bounds.quoted(value) + " occurs twice");
    }
  }

  private static void requireTellingControls(List<ControlItem> controls) {
    long answers =
        controls.stream()
            .filter(control -> control.kind() == ControlItem.Kind.MUST_PASS)
            .map(ControlItem::expected)
            .distinct()
            .count();
    if (answers < 2) {
      throw new IllegalArgumentException(
          "controls must hold at least two of kind must-pass with different expected answers");
    }
  }

  private static void requireTags(List<Item> items, Demands demands) {
    Set<String> tags = items.stream().flatMap(item -> item.tags().stream()).collect(toSet());
    for (TagFloor floor : demands.floors()) {
      if (!tags.contains(floor.tag())) {
        throw new IllegalArgumentException(
            "floors name the tag " + Bounds.quoted(floor.tag()) + ", which no item has");
      }
    }
  }

  private static void requireGradable(Question question, Grader grader) {
    if (question.choices().isEmpty() == grader.needsChoices()) {
      throw new IllegalArgumentException(
          "choices of "
              + question.id()
              + (grader.needsChoices()
                  ? " are missing, but the grader is choice"
                  : " are only for the grader choice"));
    }
    grader
        .objectionTo(question.expected())
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException("expected of " + question.id() + " " + objection);
            });
  }
}
