package dev.sluice.probe.run;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.engine.Shortcoming;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model that is loaded again after its engine has died, as long as the policy allows. */
final class RestartingModel implements AutoCloseable {
  private final Engine engine;
  private final RestartPolicy policy;
  private final RunListener listener;
  private final Set<Capability> capabilities;
  private final Map<Capability, Shortcoming> shortcomings;
  private final UsageTally usage = new UsageTally();
  private final WorkTally work = new WorkTally();

  private @Nullable ModelSession session;
  private String lastFailure = "";
  private int restartsInARow;
  private int restarts;

  /** Takes over a session that the engine has just opened. */
  RestartingModel(Engine engine, ModelSession session, RestartPolicy policy, RunListener listener) {
    this.engine = engine;
    this.session = session;
    this.capabilities = session.capabilities();
    this.shortcomings = session.shortcomings();
    this.policy = policy;
    this.listener = listener;
  }

  /**
   * Empty when the engine is dead and may not be started again.
   *
   * @param next what will be asked after it, as far as is known
   */
  Optional<Generation> ask(CompletionRequest request, Optional<CompletionRequest> next) {
    ModelSession alive = sessionOrRestart();
    if (alive == null) {
      return Optional.empty();
    }
    Generation generation = alive.generate(request, next);
    work.add(generation);
    if (generation.endsSession()) {
      endSession(alive, Explanation.of(generation));
    } else {
      restartsInARow = 0;
    }
    return Optional.of(generation);
  }

  /** Empty when the engine is dead and may not be started again. */
  Optional<Scoring> score(ScoringRequest request) {
    ModelSession alive = sessionOrRestart();
    if (alive == null) {
      return Optional.empty();
    }
    Scoring scoring = alive.score(request);
    if (scoring instanceof Scoring.NotScored failed && failed.failure().endsSession()) {
      endSession(alive, Explanation.of(failed.failure()));
    } else {
      restartsInARow = 0;
    }
    return Optional.of(scoring);
  }

  /** Those of the first session; an engine that is started again has the same. */
  Set<Capability> capabilities() {
    return capabilities;
  }

  /** Why there are not more, those of the first session as well. */
  Map<Capability, Shortcoming> shortcomings() {
    return shortcomings;
  }

  int restarts() {
    return restarts;
  }

  String lastFailure() {
    return lastFailure;
  }

  /** What was asked so far, or since it was cleared. */
  WorkTally work() {
    return work;
  }

  /** Usage of all sessions; complete once this is closed. */
  ResourceUsage usage() {
    return usage.total();
  }

  @Override
  public void close() {
    if (session != null) {
      endSession(session, lastFailure);
    }
  }

  private @Nullable ModelSession sessionOrRestart() {
    while (session == null && policy.allows(restartsInARow, restarts)) {
      listener.engineRestarting(lastFailure);
      restartsInARow++;
      restarts++;
      reopen();
    }
    return session;
  }

  private void reopen() {
    Opening opening = engine.open();
    if (opening instanceof Opening.Opened opened) {
      session = opened.session();
    } else if (opening instanceof Opening.Refused refused) {
      lastFailure = refused.reason();
    }
  }

  private void endSession(ModelSession ended, String reason) {
    lastFailure = reason;
    session = null;
    usage.add(ended.usage());
    ended.close();
  }
}
