package dev.sluice.probe.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One loaded model. Not safe for use by several threads. Once a generation was {@linkplain
 * Generation#endsSession() fatal} the session is over: close it and open another.
 */
public interface ModelSession extends AutoCloseable {

  /** What is known about the loaded model and the engine that runs it. */
  SessionFacts facts();

  /** What may be asked for; a request for anything else is a {@link Generation.Refused}. */
  Set<Capability> capabilities();

  /** Why some of the others may not; empty as far as nothing is known. */
  default Map<Capability, Shortcoming> shortcomings() {
    return Map.of();
  }

  /** Answers as told; the same request gives the same text, sampling included. */
  Generation generate(CompletionRequest request);

  /**
   * The same, knowing what will be asked next. An engine with a queue begins on that as soon as it
   * has answered, and does not wait until somebody has looked at the answer.
   *
   * @param next a hint: something else may be asked after all, or nothing
   */
  default Generation generate(CompletionRequest request, Optional<CompletionRequest> next) {
    return generate(request);
  }

  /**
   * Says how likely texts are as continuations of a prompt; for an engine with {@link
   * Capability#LOG_LIKELIHOOD}, or {@link Capability#CHAT_LOG_LIKELIHOOD} for a chat.
   */
  default Scoring score(ScoringRequest request) {
    return new Scoring.NotScored(
        new Generation.Refused("this engine does not tell how likely a text is"));
  }

  /** What the engine has used since it was opened; the last known values once it has died. */
  ResourceUsage usage();

  /** Releases everything; never fails and may be called twice. */
  @Override
  void close();
}
