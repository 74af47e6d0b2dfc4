package dev.sluice.probe.run;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Shortcoming;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.harness.ChoiceScores;
import dev.sluice.suites.harness.HarnessCheck;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks what one plan says, as far as it was not asked earlier and the run may go on. */
final class PlanRun {
  private final SuitePlan plan;
  private final Interview interview;
  private final RunListener listener;
  private final Continuation continuation;
  private final RunPolicy policy;
  private final Optional<PlanRun> successor;
  private final Deque<Question> queue = new ArrayDeque<>();

  /**
   * A run of one plan.
   *
   * @param successor runs after it
   */
  PlanRun(
      SuitePlan plan,
      Interview interview,
      RunListener listener,
      Continuation continuation,
      RunPolicy policy,
      Optional<PlanRun> successor) {
    this.plan = plan;
    this.interview = interview;
    this.listener = listener;
    this.continuation = continuation;
    this.policy = policy;
    this.successor = successor;
  }

  SuitePlan plan() {
    return plan;
  }

  /** Empty if the run must stop. */
  Optional<SuiteResult> result() {
    Optional<SuiteResult> finished = continuation.finished(plan);
    if (finished.isPresent()) {
      return finished.map(earlier -> earlier.judgedBy(plan.suite()));
    }
    Optional<Shortcoming> objection = interview.objection();
    return objection.isEmpty() ? asked() : objection.map(this::notAsked);
  }

  /** An engine that cannot is not for the suite; one that would do it wrong is a broken harness. */
  private SuiteResult notAsked(Shortcoming shortcoming) {
    return shortcoming.broken()
        ? leftOut(
            ItemOutcome.HARNESS_INVALID,
            shortcoming.reason(),
            new HarnessVerdict.Invalid(List.of(symptomOfTheEngine())))
        : leftOut(ItemOutcome.NOT_ELIGIBLE, shortcoming.reason(), new HarnessVerdict.NotJudged());
  }

  private SuiteResult leftOut(ItemOutcome outcome, String reason, HarnessVerdict verdict) {
    List<ItemResult> items =
        plan.items().stream().map(item -> leftOut(item, outcome, reason)).toList();
    return result(items, List.of(), verdict);
  }

  private ItemResult leftOut(Item item, ItemOutcome outcome, String reason) {
    listener.questionFinished(plan, outcome);
    return ItemResult.unanswered(item.id(), outcome, reason);
  }

  private Optional<SuiteResult> asked() {
    Map<String, String> outputs = new HashMap<>();
    queue.addAll(unanswered());
    List<ItemResult> controls = new ArrayList<>();
    for (ControlItem control : plan.suite().controls()) {
      Optional<String> objection = policy.objection();
      if (objection.isPresent()) {
        // Items without all controls would have no score that could be believed.
        return Optional.of(
            leftOut(
                ItemOutcome.SKIPPED_BY_POLICY, objection.get(), new HarnessVerdict.NotJudged()));
      }
      Optional<ItemResult> result = ask(() -> interview.askControl(control, following()));
      if (result.isEmpty()) {
        return Optional.empty();
      }
      // As it was written: a control is graded for the verdict.
      result.get().answer().ifPresent(answer -> outputs.put(control.id(), answer));
      controls.add(continuation.keep(plan, result.get()));
    }
    List<ItemResult> items = new ArrayList<>();
    for (Item item : plan.items()) {
      Optional<ItemResult> result = earlierOrAsked(item);
      if (result.isEmpty()) {
        return Optional.empty();
      }
      result.get().answer().ifPresent(answer -> outputs.put(item.id(), answer));
      items.add(result.get());
    }
    return Optional.of(finished(items, controls, outputs));
  }

  private List<Question> unanswered() {
    List<Question> questions = new ArrayList<>(plan.suite().controls());
    plan.items().stream()
        .filter(item -> continuation.earlier(plan, item).isEmpty())
        .forEach(questions::add);
    return questions;
  }

  /** What is asked after the question that is asked now, be it of the next plan. */
  private Optional<CompletionRequest> following() {
    queue.remove();
    return queue.isEmpty()
        ? successor.flatMap(PlanRun::opening)
        : Optional.of(interview.firstRequest(queue.element()));
  }

  /** What is asked first, as far as is known; empty too where choices are weighed. */
  private Optional<CompletionRequest> opening() {
    if (continuation.finished(plan).isPresent() || interview.objection().isPresent()) {
      return successor.flatMap(PlanRun::opening);
    }
    return interview.weighs()
        ? Optional.empty()
        : unanswered().stream().findFirst().map(interview::firstRequest);
  }

  private Optional<ItemResult> earlierOrAsked(Item item) {
    Optional<ItemResult> earlier = continuation.earlier(plan, item);
    if (earlier.isPresent()) {
      listener.questionFinished(plan, earlier.get().outcome());
      return earlier;
    }
    Optional<String> objection = policy.objection();
    if (objection.isPresent()) {
      return Optional.of(leftOut(item, ItemOutcome.SKIPPED_BY_POLICY, objection.get()));
    }
    return ask(() -> interview.ask(item, following()))
        .map(result -> continuation.keep(plan, result));
  }

  private Optional<ItemResult> ask(Supplier<ItemResult> question) {
    if (continuation.mustStop()) {
      return Optional.empty();
    }
    ItemResult result = question.get();
    // A whole answer is one, whatever happens next; what was broken off is not the model's doing.
    if (result.answer().isEmpty() && continuation.mustStop()) {
      return Optional.empty();
    }
    listener.questionFinished(plan, result.outcome());
    return Optional.of(result);
  }

  private SuiteResult finished(
      List<ItemResult> items, List<ItemResult> controls, Map<String, String> outputs) {
    Set<Symptom> seen = EnumSet.noneOf(Symptom.class);
    if (Stream.concat(items.stream(), controls.stream())
        .anyMatch(result -> result.outcome() == ItemOutcome.HARNESS_INVALID)) {
      seen.add(symptomOfTheEngine());
    }
    if (ChoiceScores.allEqual(interview.choiceScores())) {
      seen.add(Symptom.ALL_SCORES_EQUAL);
    }
    SuiteResult result = result(items, controls, HarnessCheck.judge(plan.suite(), outputs, seen));
    continuation.keep(plan, result);
    return result;
  }

  private Symptom symptomOfTheEngine() {
    return interview.weighs() ? Symptom.LIKELIHOODS_UNSOUND : Symptom.ANSWER_OUTSIDE_OF_CHOICES;
  }

  private SuiteResult result(
      List<ItemResult> items, List<ItemResult> controls, HarnessVerdict harness) {
    Suite suite = plan.suite();
    SuiteResult bare =
        new SuiteResult(suite.id(), suite.version(), suite.digest(), items, controls, harness);
    return bare.judgedBy(suite);
  }
}
