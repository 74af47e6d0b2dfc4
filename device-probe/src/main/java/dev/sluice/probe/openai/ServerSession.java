package dev.sluice.probe.openai;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.engine.Shortcoming;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Questions to a server that has been tried out. */
final class ServerSession implements ModelSession {
  private final Questioner questioner;
  private final Dialect dialect;
  private final Set<Capability> capabilities;
  private final Map<Capability, Shortcoming> shortcomings;
  private final SessionFacts facts;

  ServerSession(Questioner questioner, ServerChecks.Result.Usable triedOut, SessionFacts facts) {
    this.questioner = questioner;
    this.dialect = triedOut.dialect();
    this.capabilities = triedOut.capabilities();
    this.shortcomings = triedOut.shortcomings();
    this.facts = facts;
  }

  @Override
  public SessionFacts facts() {
    return facts;
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Map<Capability, Shortcoming> shortcomings() {
    return shortcomings;
  }

  @Override
  public Generation generate(CompletionRequest request) {
    Optional<Capability> lacking = lacking(request);
    if (lacking.isPresent()) {
      return new Generation.Refused(
          "the server was not seen to be capable of " + lacking.get().wireName());
    }
    try {
      return interpret(questioner.ask(dialect, request), request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Generation.Crashed("the run was interrupted");
    }
  }

  @Override
  public Scoring score(ScoringRequest request) {
    // A server does not tell how it frames a chat, so that nothing can be continued there.
    if (!capabilities.contains(Capability.LOG_LIKELIHOOD)
        || !(request.prompt() instanceof Prompt.Text prompt)) {
      return ModelSession.super.score(request);
    }
    try {
      return new EchoScoring(questioner, dialect).score(prompt.text(), request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Scoring.NotScored(new Generation.Crashed("the run was interrupted"));
    }
  }

  /**
   * A server on another machine takes nothing from this device, and one on it is another process.
   */
  @Override
  public ResourceUsage usage() {
    return ResourceUsage.unknown();
  }

  @Override
  public void close() {
    // The server goes on serving; connections end by themselves.
  }

  private Optional<Capability> lacking(CompletionRequest request) {
    Capability prompt =
        request.prompt() instanceof Prompt.Chat ? Capability.CHAT : Capability.RAW_TEXT;
    if (!capabilities.contains(prompt)) {
      return Optional.of(prompt);
    }
    if (request.choices().isPresent() && !capabilities.contains(Capability.FORCED_CHOICE)) {
      return Optional.of(Capability.FORCED_CHOICE);
    }
    return !request.sampling().isGreedy() && !capabilities.contains(Capability.SEEDED_SAMPLING)
        ? Optional.of(Capability.SEEDED_SAMPLING)
        : Optional.empty();
  }

  private Generation interpret(Answer answer, CompletionRequest request) {
    return answer instanceof Answer.Text text
        ? completed(text, request)
        : answer.failure().orElseThrow();
  }

  private Generation completed(Answer.Text answer, CompletionRequest request) {
    String text = cutAtStop(answer.text(), request);
    if (request.choices().isPresent()) {
      Optional<String> chosen = dialect.choice().flatMap(method -> method.chosen(answer.text()));
      if (chosen.isEmpty()) {
        return new Generation.Unsound(
            "the server was told to answer in JSON that holds one of the choices, and wrote"
                + " something else or was cut off: it does not keep to response_format");
      }
      text = chosen.get();
    }
    return new Generation.Completed(text, timings(answer));
  }

  /** Servers drop a stop string in silence, or leave it at the end of the text. */
  private static String cutAtStop(String text, CompletionRequest request) {
    int end = text.length();
    for (String stop : request.stop()) {
      int found = text.indexOf(stop);
      end = found < 0 ? end : Math.min(end, found);
    }
    return text.substring(0, end);
  }

  private static GenerationTimings timings(Answer.Text answer) {
    OptionalLong first = answer.firstNanos();
    return new GenerationTimings(
        first.isPresent() ? Optional.of(Duration.ofNanos(first.getAsLong())) : Optional.empty(),
        Duration.ofNanos(answer.totalNanos()),
        answer.engineCounts().or(() -> countsByClock(answer)));
  }

  /**
   * Tokens as the server counts them, times as this process sees them: all until the first piece
   * for the prompt, and for the answer as many steps as pieces after the first.
   */
  private static Optional<TokenCounts> countsByClock(Answer.Text answer) {
    if (answer.firstNanos().isEmpty()
        || answer.promptTokens().isEmpty()
        || answer.generatedTokens().isEmpty()) {
      return Optional.empty();
    }
    long first = answer.firstNanos().getAsLong();
    int generated = answer.generatedTokens().getAsInt();
    long afterFirst = answer.totalNanos() - first;
    long generation = generated < 2 ? 0 : afterFirst * generated / (generated - 1);
    return Optional.of(
        new TokenCounts(
            answer.promptTokens().getAsInt(),
            Duration.ofNanos(first),
            generated,
            Duration.ofNanos(generation),
            TokenCounts.Source.CLIENT_CLOCK));
  }
}
