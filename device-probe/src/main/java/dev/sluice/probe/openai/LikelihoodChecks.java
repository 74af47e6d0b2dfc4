package dev.sluice.probe.openai;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.Shortcoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries out whether a server tells the log-probabilities of a text that it is given, and whether
 * they are those of its model; the latter is {@link LikelihoodJudge}'s part.
 *
 * <p>A server that refuses to do so lacks it. One that takes the request and gives something else
 * is broken, also if it is one of those that drop every field they do not know (Ollama, for
 * example): {@code echo} and {@code logprobs} are the protocol's own, and whoever relied on the
 * answer would make scores of nothing. That is not so with the ways of forcing a choice, each of
 * which is one server's own: not to know them is no fault.
 */
final class LikelihoodChecks {
  private static final List<String> QUESTIONS =
      List.of(
          "Once upon a time there was a",
          "The capital of France is",
          "one two three four five six",
          "red, green, blue, red, green,",
          "Shopping list:\n",
          "Dear Sir or Madam,");

  /** Beginnings that no model goes on with. */
  private static final List<String> ABSURD = List.of(" zqx", " 7%}", "~^~", "\n|#");

  /** A model may answer a question with nothing, or with a part of a character. */
  private static final int FEWEST_USABLE_QUESTIONS = 2;

  private final Questioner questioner;
  private final Duration patience;
  private final Dialect dialect;

  LikelihoodChecks(Questioner questioner, Duration patience, Dialect dialect) {
    this.questioner = questioner;
    this.patience = patience;
    this.dialect = dialect;
  }

  /** Why likelihoods are not to be had from the server; empty if they are. */
  Optional<Shortcoming> objection() throws InterruptedException {
    int usable = 0;
    for (String question : QUESTIONS) {
      Finding finding = tried(question);
      if (finding instanceof Finding.Objection objection) {
        return Optional.of(objection.shortcoming());
      }
      usable += finding instanceof Finding.Sound ? 1 : 0;
    }
    return usable < FEWEST_USABLE_QUESTIONS
        ? Optional.of(
            Shortcoming.lacking(
                "the server writes nothing that its log-probabilities could be held against"))
        : Optional.empty();
  }

  /** What one question showed. */
  sealed interface Finding {
    record Sound() implements Finding {}

    /** The question tells nothing about this model. */
    record Unusable() implements Finding {}

    record Objection(Shortcoming shortcoming) implements Finding {}

    /** What the server tells is wrong. */
    static Finding wrong(String reason) {
      return new Objection(Shortcoming.broken(reason));
    }
  }

  private Finding tried(String question) throws InterruptedException {
    List<Echo.Told> alone = new ArrayList<>();
    Optional<Shortcoming> objection = echo(List.of(question, question), alone);
    if (objection.isPresent()) {
      return new Finding.Objection(objection.get());
    }
    if (!LikelihoodJudge.agree(alone.get(0), alone.get(1))) {
      return Finding.wrong("the server gives two sets of log-probabilities for one text");
    }
    String written = written(question);
    if (written.isEmpty()) {
      return new Finding.Unusable();
    }
    List<String> texts = new ArrayList<>(List.of(question + written));
    ABSURD.stream()
        .filter(text -> !text.startsWith(written))
        .forEach(text -> texts.add(question + text));
    List<Echo.Told> continued = new ArrayList<>();
    return echo(texts, continued)
        .<Finding>map(Finding.Objection::new)
        .orElseGet(() -> new LikelihoodJudge(alone.get(0)).judge(continued));
  }

  /** Collects echoes; what stands in the way, if one is not to be had. */
  private Optional<Shortcoming> echo(List<String> texts, List<Echo.Told> echoes)
      throws InterruptedException {
    for (String text : texts) {
      Echo echo = questioner.echo(dialect, text, patience);
      if (!(echo instanceof Echo.Told told)) {
        return Optional.of(shortcoming(echo));
      }
      echoes.add(told);
    }
    return Optional.empty();
  }

  /** The first token that the model goes on with; empty if it is not to be had. */
  private String written(String question) throws InterruptedException {
    CompletionRequest request =
        new CompletionRequest(Prompt.text(question), 1, List.of(), patience);
    return questioner.ask(dialect, request) instanceof Answer.Text answer ? answer.text() : "";
  }

  private static Shortcoming shortcoming(Echo echo) {
    if (echo instanceof Echo.Unsound unsound) {
      return Shortcoming.broken(unsound.reason());
    }
    Answer failure = ((Echo.Unanswered) echo).failure();
    if (failure instanceof Answer.TimedOut timedOut) {
      // It had answered other questions by then.
      return Shortcoming.broken(
          "the server echoes nothing within %d s".formatted(timedOut.limit().toSeconds()));
    }
    if (failure instanceof Answer.Refused refused) {
      return Shortcoming.lacking(refused.reason());
    }
    return failure instanceof Answer.Busy busy
        ? Shortcoming.lacking("the server is busy: " + busy.reason())
        : Shortcoming.broken(((Answer.Broken) failure).reason());
  }
}
