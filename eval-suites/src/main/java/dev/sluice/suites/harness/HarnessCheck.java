package dev.sluice.suites.harness;

import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a run by its outputs.
 *
 * <p>Catches: prompts that do not reach the model, answers that are lost, cut, mixed up or left
 * over from another prompt, graders that pass anything. Does not catch: a harness that is wrong on
 * some items only and right on every control.
 */
public final class HarnessCheck {

  /** Fewer answers than this may be alike by chance, even from a sound model. */
  static final int FEWEST_ANSWERS_TO_COMPARE = 8;

  private HarnessCheck() {}

  /**
   * Judges one run of one suite.
   *
   * @param outputs what the engine wrote, by the id of the item or control; a question without an
   *     answer (time-out, crash) has no entry
   */
  public static HarnessVerdict judge(Suite suite, Map<String, String> outputs) {
    return judge(suite, outputs, Set.of());
  }

  /**
   * The same, together with what was seen while asking.
   *
   * @param outputs those of controls word for word; those of items may be stand-ins that only tell
   *     equal ones from others
   * @param seen symptoms that the outputs alone do not show
   */
  public static HarnessVerdict judge(Suite suite, Map<String, String> outputs, Set<Symptom> seen) {
    Set<Symptom> symptoms = EnumSet.noneOf(Symptom.class);
    symptoms.addAll(seen);
    if (anyOf(suite, ControlItem.Kind.MUST_PASS, outputs, false)) {
      symptoms.add(Symptom.EASY_CONTROL_FAILED);
    }
    if (anyOf(suite, ControlItem.Kind.MUST_FAIL, outputs, true)) {
      symptoms.add(Symptom.WRONG_ANSWER_PASSED);
    }
    List<Item> answered =
        suite.items().stream().filter(item -> outputs.containsKey(item.id())).toList();
    if (answered.size() >= FEWEST_ANSWERS_TO_COMPARE) {
      addSymptomsOfSameness(answered, outputs, symptoms);
      if (ChoicePlaces.allAlikeThoughMostlyWrong(answered, outputs)) {
        symptoms.add(Symptom.ALL_CHOICES_AT_ONE_PLACE);
      }
    }
    if (EchoedPrompts.in(suite, outputs)) {
      symptoms.add(Symptom.ANSWERS_ECHO_PROMPTS);
    }
    return symptoms.isEmpty()
        ? new HarnessVerdict.Valid()
        : new HarnessVerdict.Invalid(List.copyOf(symptoms));
  }

  private static boolean anyOf(
      Suite suite, ControlItem.Kind kind, Map<String, String> outputs, boolean passing) {
    return suite.controls().stream()
        .filter(control -> control.kind() == kind)
        .anyMatch(control -> passes(suite, control, outputs) == passing);
  }

  private static boolean passes(Suite suite, Question question, Map<String, String> outputs) {
    String output = outputs.get(question.id());
    return output != null && suite.grade(question, output).passed();
  }

  private static void addSymptomsOfSameness(
      List<Item> answered, Map<String, String> outputs, Set<Symptom> symptoms) {
    List<String> distinct =
        answered.stream()
            .map(item -> Objects.requireNonNull(outputs.get(item.id())).strip())
            .distinct()
            .toList();
    if (distinct.size() > 1) {
      return;
    }
    if (distinct.get(0).isEmpty()) {
      symptoms.add(Symptom.ALL_ANSWERS_EMPTY);
    } else if (2 * sizeOfLargestClass(answered) < answered.size()) {
      symptoms.add(Symptom.ALL_ANSWERS_EQUAL);
    }
  }

  /**
   * How many of the items expect the commonest answer. Where that is most of them ("not spam"), a
   * sound model may well say the same to all.
   */
  private static long sizeOfLargestClass(List<Item> items) {
    Map<String, Long> sizes =
        items.stream().collect(Collectors.groupingBy(Item::expected, Collectors.counting()));
    return Collections.max(sizes.values());
  }
}
