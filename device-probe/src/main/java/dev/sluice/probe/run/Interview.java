package dev.sluice.probe.run;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.suites.Question;
import dev.sluice.suites.Suite;
import dev.sluice.suites.grading.Grade;
import java.time.Duration;

/** Asks one suite's questions and has the answers graded. */
final class Interview {
  private final Suite suite;
  private final RestartingModel model;
  private final Duration timeout;

  Interview(Suite suite, RestartingModel model, Duration timeout) {
    this.suite = suite;
    this.model = model;
    this.timeout = timeout;
  }

  ItemResult ask(Question question) {
    return model
        .ask(request(question))
        .map(generation -> resultOf(question, generation))
        .orElseGet(
            () ->
                ItemResult.unanswered(
                    question.id(),
                    ItemOutcome.SKIPPED,
                    "the engine died too often, last: " + model.lastFailure()));
  }

  /**
   * Asks a control, and once more when the engine died or hung over it: a control is there to test
   * the harness, and a dead engine is counted wherever it hits an item.
   */
  ItemResult askControl(Question control) {
    ItemResult first = ask(control);
    return switch (first.outcome()) {
      case TIMEOUT, OUT_OF_MEMORY, ENGINE_CRASH -> ask(control);
      case PASS, FAIL, FORMAT_ERROR, REFUSED, SKIPPED -> first;
    };
  }

  /** Asks something whose answer nobody needs, so that the first item does not pay for page-ins. */
  void warmUp() {
    model.ask(request(suite.controls().get(0)));
  }

  private CompletionRequest request(Question question) {
    return new CompletionRequest(
        Prompt.text(suite.prompt(question)),
        suite.generation().maxTokens(),
        suite.generation().stop(),
        timeout);
  }

  private ItemResult resultOf(Question question, Generation generation) {
    if (generation instanceof Generation.Completed completed) {
      Grade grade = suite.grade(question, completed.text());
      return ItemResult.answered(
          question.id(), outcomeOf(grade.mark()), completed.text(), grade, completed.timings());
    }
    return ItemResult.unanswered(
        question.id(), outcomeWithoutAnswer(generation), Explanation.of(generation));
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
    if (generation instanceof Generation.OutOfMemory) {
      return ItemOutcome.OUT_OF_MEMORY;
    }
    return generation instanceof Generation.Refused
        ? ItemOutcome.REFUSED
        : ItemOutcome.ENGINE_CRASH;
  }
}
