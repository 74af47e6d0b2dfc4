package dev.sluice.probe.run;

import dev.sluice.probe.engine.AnswerChoices;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Sampling;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.engine.Shortcoming;
import dev.sluice.suites.ControlItem;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.Repeats;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.ChoiceGrader;
import dev.sluice.suites.grading.Grade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Asks one suite's questions and has the answers graded. */
final class Interview {
  private final Suite suite;
  private final RestartingModel model;
  private final Duration timeout;
  private final List<List<Double>> choiceScores = new ArrayList<>();

  Interview(Suite suite, RestartingModel model, Duration timeout) {
    this.suite = suite;
    this.model = model;
    this.timeout = timeout;
  }

  /** Why the engine is not asked this suite; empty when it is. */
  Optional<Shortcoming> objection() {
    return NeededCapabilities.lacking(suite, model.capabilities(), model.shortcomings());
  }

  /** Whether the suite's choices are weighed, and none is written. */
  boolean weighs() {
    return scoring().isPresent();
  }

  /** For each question that was asked by likelihood, one score a choice. */
  List<List<Double>> choiceScores() {
    return choiceScores;
  }

  /**
   * Asks an item, as often as the suite says.
   *
   * @param next what is asked after it; empty after the last
   */
  ItemResult ask(Item item, Optional<CompletionRequest> next) {
    return suite
        .repeats()
        .map(rule -> RepeatedItem.of(item.id(), rule, askRepeatedly(item, rule, next)))
        .orElseGet(() -> askOnce(item, Sampling.greedy(), next));
  }

  private List<ItemResult> askRepeatedly(
      Item item, Repeats rule, Optional<CompletionRequest> next) {
    List<ItemResult> attempts = new ArrayList<>();
    for (int repeat = 0; repeat < rule.count(); repeat++) {
      Optional<CompletionRequest> following =
          repeat + 1 < rule.count()
              ? Optional.of(request(item, sampling(rule, item, repeat + 1)))
              : next;
      attempts.add(askOnce(item, sampling(rule, item, repeat), following));
    }
    return attempts;
  }

  /** What a question is asked first, if no answer goes wrong. */
  CompletionRequest firstRequest(Question question) {
    return request(
        question,
        question instanceof Item item
            ? suite.repeats().map(rule -> sampling(rule, item, 0)).orElseGet(Sampling::greedy)
            : Sampling.greedy());
  }

  /**
   * Asks a control, and once more when the engine died or hung over it: a control is there to test
   * the harness, and a dead engine is counted wherever it hits an item.
   *
   * @param next what is asked after it; empty after the last
   */
  ItemResult askControl(ControlItem control, Optional<CompletionRequest> next) {
    ItemResult first = askOnce(control, Sampling.greedy(), next);
    return switch (first.outcome()) {
      case TIMEOUT, OUT_OF_MEMORY, ENGINE_CRASH -> askOnce(control, Sampling.greedy(), next);
      case PASS,
          FAIL,
          FORMAT_ERROR,
          REFUSED,
          SKIPPED,
          SKIPPED_BY_POLICY,
          NOT_ELIGIBLE,
          HARNESS_INVALID ->
          first;
    };
  }

  /** Asks something whose answer nobody needs, so that the first item does not pay for page-ins. */
  void warmUp() {
    ControlItem question = suite.controls().get(0);
    if (objection().isPresent()) {
      return;
    }
    if (scoring().isPresent()) {
      model.score(scoringRequest(question));
    } else {
      model.ask(request(question, Sampling.greedy()), Optional.empty());
    }
  }

  private static Sampling sampling(Repeats rule, Item item, int repeat) {
    return new Sampling(rule.temperature(), rule.seed(item.id(), repeat));
  }

  private ItemResult askOnce(
      Question question, Sampling sampling, Optional<CompletionRequest> next) {
    Optional<ItemResult> result =
        scoring().isPresent()
            ? model
                .score(scoringRequest(question))
                .map(weighed -> resultOf(question, weighed, scoring().get()))
            : model
                .ask(request(question, sampling), next)
                .map(generation -> resultOf(question, generation));
    return result.orElseGet(
        () ->
            ItemResult.unanswered(
                question.id(),
                ItemOutcome.SKIPPED,
                "the engine died too often, last: " + model.lastFailure()));
  }

  /** How choices are ranked; empty for a suite whose answers are written. */
  private Optional<ChoiceGrader.Scoring> scoring() {
    return suite.grader() instanceof ChoiceGrader choice
            && choice.scoring() != ChoiceGrader.Scoring.CONTINUATION
        ? Optional.of(choice.scoring())
        : Optional.empty();
  }

  private ScoringRequest scoringRequest(Question question) {
    return new ScoringRequest(EnginePrompt.of(suite, question), question.choices(), timeout);
  }

  private ItemResult resultOf(Question question, Scoring weighed, ChoiceGrader.Scoring scoring) {
    if (weighed instanceof Scoring.NotScored failed) {
      return resultOf(question, failed.failure());
    }
    if (weighed instanceof Scoring.Unsound unsound) {
      return ItemResult.unanswered(question.id(), ItemOutcome.HARNESS_INVALID, unsound.reason());
    }
    Scoring.Scored scored = (Scoring.Scored) weighed;
    ChoiceRanking ranking =
        ChoiceRanking.of(
            question.choices(),
            scored.likelihoods(),
            scoring == ChoiceGrader.Scoring.LIKELIHOOD_NORMALISED);
    choiceScores.add(ranking.scores());
    GenerationTimings timings =
        new GenerationTimings(Optional.empty(), scored.total(), Optional.empty());
    String chosen = question.choices().get(ranking.likeliest());
    return resultOf(question, new Generation.Completed(chosen, timings));
  }

  private CompletionRequest request(Question question, Sampling sampling) {
    Prompt prompt = EnginePrompt.of(suite, question);
    int maxTokens = suite.generation().maxTokens();
    if (question.choices().isEmpty()) {
      return new CompletionRequest(prompt, maxTokens, suite.generation().stop(), timeout)
          .withSampling(sampling);
    }
    // A choice ends by itself; a stop string could only cut it short.
    return new CompletionRequest(prompt, maxTokens, List.of(), timeout)
        .withSampling(sampling)
        .withChoices(new AnswerChoices(question.choices()));
  }

  private ItemResult resultOf(Question question, Generation generation) {
    if (generation instanceof Generation.Completed completed) {
      if (isOutsideOfChoices(question, completed.text())) {
        return outsideOfChoices(question, completed);
      }
      Grade grade = suite.grade(question, completed.text());
      return ItemResult.answered(
          question.id(), outcomeOf(grade.mark()), completed.text(), grade, completed.timings());
    }
    return ItemResult.unanswered(
        question.id(), outcomeWithoutAnswer(generation), Explanation.of(generation));
  }

  private static boolean isOutsideOfChoices(Question question, String answer) {
    return !question.choices().isEmpty() && !question.choices().contains(answer);
  }

  private ItemResult outsideOfChoices(Question question, Generation.Completed completed) {
    boolean cut =
        !completed.text().isEmpty()
            && question.choices().stream().anyMatch(choice -> choice.startsWith(completed.text()));
    String explanation =
        cut
            ? "the answer was cut within a choice; maxTokens %d is too few"
                .formatted(suite.generation().maxTokens())
            : "the engine was told to give one of the choices and gave something else";
    return new ItemResult(
        question.id(),
        ItemOutcome.HARNESS_INVALID,
        Optional.of(completed.text()),
        OptionalDouble.empty(),
        explanation,
        Optional.of(completed.timings()));
  }

  private static ItemOutcome outcomeOf(Grade.Mark mark) {
    return switch (mark) {
      case PASS -> ItemOutcome.PASS;
      case FAIL -> ItemOutcome.FAIL;
      case FORMAT_ERROR -> ItemOutcome.FORMAT_ERROR;
    };
  }

  private static ItemOutcome outcomeWithoutAnswer(Generation generation) {
    if (generation instanceof Generation.TimedOut) {
      return ItemOutcome.TIMEOUT;
    }
    if (generation instanceof Generation.Unsound) {
      return ItemOutcome.HARNESS_INVALID;
    }
    if (generation instanceof Generation.OutOfMemory) {
      return ItemOutcome.OUT_OF_MEMORY;
    }
    return generation instanceof Generation.Refused
        ? ItemOutcome.REFUSED
        : ItemOutcome.ENGINE_CRASH;
  }
}
