package dev.sluice.probe.bench;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.engine.Shortcoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine that keeps what it was asked and what came of it. */
final class RecordingEngine implements Engine {

  /** One request and what came of it. */
  record Exchange(CompletionRequest request, Generation generation) {}

  private final Engine engine;
  private final List<Exchange> exchanges = new ArrayList<>();
  private long left = Long.MAX_VALUE;

  RecordingEngine(Engine engine) {
    this.engine = engine;
  }

  void forget() {
    exchanges.clear();
  }

  /** After so many requests nothing is sent ahead: somebody else has the processor then. */
  void pauseAfter(int requests) {
    left = requests;
  }

  List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  @Override
  public EngineBuild build() {
    return engine.build();
  }

  @Override
  public Opening open() {
    Opening opening = engine.open();
    return opening instanceof Opening.Opened opened
        ? new Opening.Opened(new RecordingSession(opened.session()))
        : opening;
  }

  private final class RecordingSession implements ModelSession {
    private final ModelSession session;

    private RecordingSession(ModelSession session) {
      this.session = session;
    }

    @Override
    public SessionFacts facts() {
      return session.facts();
    }

    @Override
    public Set<Capability> capabilities() {
      return session.capabilities();
    }

    @Override
    public Map<Capability, Shortcoming> shortcomings() {
      return session.shortcomings();
    }

    @Override
    public Generation generate(CompletionRequest request) {
      return generate(request, Optional.empty());
    }

    @Override
    public Generation generate(CompletionRequest request, Optional<CompletionRequest> next) {
      left--;
      Generation generation = session.generate(request, left > 0 ? next : Optional.empty());
      exchanges.add(new Exchange(request, generation));
      return generation;
    }

    @Override
    public Scoring score(ScoringRequest request) {
      return session.score(request);
    }

    @Override
    public ResourceUsage usage() {
      return session.usage();
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
