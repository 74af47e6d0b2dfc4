package dev.sluice.probe.llama;

import dev.sluice.probe.chat.RenderedChat;
import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One child with one loaded model. */
final class LlamaSession implements ModelSession {
  private static final Set<Capability> CAPABILITIES =
      ExportedInterface.isHere()
          ? Set.of(
              Capability.RAW_TEXT,
              Capability.CHAT,
              Capability.FORCED_CHOICE,
              Capability.SEEDED_SAMPLING,
              Capability.LOG_LIKELIHOOD,
              Capability.CHAT_LOG_LIKELIHOOD)
          : Set.of(
              Capability.RAW_TEXT,
              Capability.CHAT,
              Capability.FORCED_CHOICE,
              Capability.SEEDED_SAMPLING);

  /** The child itself breaks off at the limit; only a stuck one takes longer than this. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** The library's log lags behind its answers by less than a millisecond, unless starved. */
  private static final Duration LOG_PATIENCE = Duration.ofSeconds(2);

  private final ChildProcess child;
  private final UsageMeter meter;
  private final OptionalLong oomKillsBefore;
  private final SessionFacts facts;
  private final RequestPreparation preparation;
  private final Scorer scorer;
  private PreparedRequest.@Nullable Ready ahead;
  private int launches;
  private boolean launchesAreKnown = true;

  LlamaSession(
      ChildProcess child,
      UsageMeter meter,
      OptionalLong oomKillsBefore,
      SessionFacts facts,
      ModelChat chat,
      Scorer scorer) {
    this.child = child;
    this.meter = meter;
    this.oomKillsBefore = oomKillsBefore;
    this.facts = facts;
    this.preparation =
        new RequestPreparation(
            chat, facts.build().configuration().contextTokens().orElse(Integer.MAX_VALUE));
    this.scorer = scorer;
  }

  @Override
  public SessionFacts facts() {
    return facts;
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Generation generate(CompletionRequest request) {
    return generate(request, Optional.empty());
  }

  @Override
  public Generation generate(CompletionRequest request, Optional<CompletionRequest> next) {
    try {
      Optional<Generation> end = forgetUnless(request);
      return end.isPresent() ? end.get() : ask(request, next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Generation.Crashed("the run was interrupted");
    }
  }

  /** Waits for what was sent ahead and is not wanted after all; present if the child ended so. */
  private Optional<Generation> forgetUnless(CompletionRequest request) throws InterruptedException {
    if (ahead == null || ahead.request().equals(request)) {
      return Optional.empty();
    }
    Generation unwanted = answerTo(ahead.request());
    ahead = null;
    return Optional.of(unwanted).filter(Generation::endsSession);
  }

  private Generation ask(CompletionRequest request, Optional<CompletionRequest> next)
      throws InterruptedException {
    if (ahead == null) {
      PreparedRequest prepared = preparation.of(request);
      if (prepared instanceof PreparedRequest.Refused refused) {
        return new Generation.Refused(refused.reason());
      }
      child.send(((PreparedRequest.Ready) prepared).message());
    }
    ahead = next.map(this::sentAhead).orElse(null);
    // While the engine computes, so that it does not wait for the meter afterwards.
    meter.measureNowAndThen();
    return answerTo(request);
  }

  /** Behind the present request, so that the engine need not wait for the next with caches cold. */
  private PreparedRequest.@Nullable Ready sentAhead(CompletionRequest next) {
    return preparation.of(next) instanceof PreparedRequest.Ready ready
            && child.sendIfItFits(ready.message())
        ? ready
        : null;
  }

  private Generation answerTo(CompletionRequest request) throws InterruptedException {
    return interpret(child.await(request.timeout().plus(GRACE)), request.timeout());
  }

  @Override
  public Scoring score(ScoringRequest request) {
    if (!CAPABILITIES.contains(Capability.LOG_LIKELIHOOD)) {
      return ModelSession.super.score(request);
    }
    RenderedChat rendered = preparation.text(request.prompt(), request.continuations());
    if (rendered instanceof RenderedChat.Refused refused) {
      return new Scoring.NotScored(new Generation.Refused(refused.reason()));
    }
    String prompt = ((RenderedChat.Text) rendered).text();
    try {
      return scorer.score(prompt, request.continuations(), request.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Scoring.NotScored(new Generation.Crashed("the run was interrupted"));
    }
  }

  @Override
  public ResourceUsage usage() {
    meter.measure();
    return meter.usage().besides(scorer.usage());
  }

  @Override
  public void close() {
    scorer.close();
    child.close();
  }

  private Generation interpret(ChildProcess.Event event, Duration limit)
      throws InterruptedException {
    if (event instanceof ChildProcess.Event.Replied replied) {
      return interpret(replied.reply(), limit);
    }
    if (event instanceof ChildProcess.Event.Silence) {
      return new Generation.TimedOut(limit, true);
    }
    return afterDeath(child.awaitExit());
  }

  private Generation interpret(ChildReply reply, Duration limit) throws InterruptedException {
    if (reply instanceof ChildReply.Answered answered) {
      return new Generation.Completed(answered.text(), timings(answered));
    }
    if (reply instanceof ChildReply.DeadlinePassed) {
      launches++;
      return new Generation.TimedOut(limit, false);
    }
    if (reply instanceof ChildReply.Rejected rejected) {
      // Whether the library had launched it is unknown, and the log is read by counting launches.
      launchesAreKnown = false;
      return new Generation.Refused(rejected.message());
    }
    if (reply instanceof ChildReply.Declined declined) {
      return new Generation.Refused(declined.message());
    }
    return reply instanceof ChildReply.OutOfHeap
        ? new Generation.OutOfMemory("the engine's process ran out of Java memory")
        : new Generation.Crashed("the engine's process answered out of turn");
  }

  private GenerationTimings timings(ChildReply.Answered answered) throws InterruptedException {
    launches++;
    Optional<TokenCounts> counts =
        launchesAreKnown ? child.log().takeCounts(launches, LOG_PATIENCE) : Optional.empty();
    return new GenerationTimings(
        Duration.ofNanos(answered.firstNanos()), Duration.ofNanos(answered.totalNanos()), counts);
  }

  private Generation afterDeath(ChildExit exit) {
    if (child.memoryVerdict().isPresent()) {
      return new Generation.OutOfMemory(child.memoryVerdict().get());
    }
    boolean kernelKilledForMemory =
        exit.wasKilled()
            && oomKillsBefore.isPresent()
            && OomKills.count().orElse(0) > oomKillsBefore.getAsLong();
    return kernelKilledForMemory || LoadFailure.mentionsMemory(child.log())
        ? new Generation.OutOfMemory(exit.describe() + " for want of memory")
        : new Generation.Crashed(exit.describe());
  }
}
