package dev.sluice.probe.engine;

/**
 * One loaded model. Not safe for use by several threads. Once a generation was {@linkplain
 * Generation#endsSession() fatal} the session is over: close it and open another.
 */
public interface ModelSession extends AutoCloseable {

  /** What is known about the loaded model and the engine that runs it. */
  SessionFacts facts();

  /** Answers greedily: the same request gives the same text. */
  Generation generate(CompletionRequest request);

  /** What the engine has used since it was opened; the last known values once it has died. */
  ResourceUsage usage();

  /** Releases everything; never fails and may be called twice. */
  @Override
  void close();
}
