package dev.sluice.probe.llama;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One child with one loaded model. */
final class LlamaSession implements ModelSession {
  private static final Set<Capability> CAPABILITIES = Set.of(Capability.RAW_TEXT);

  /** The child itself breaks off at the limit; only a stuck one takes longer than this. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** The library's log lags behind its answers by less than a millisecond, unless starved. */
  private static final Duration LOG_PATIENCE = Duration.ofMillis(200);

  private final ChildProcess child;
  private final UsageMeter meter;
  private final OptionalLong oomKillsBefore;
  private final SessionFacts facts;
  private int launches;
  private boolean launchesAreKnown = true;

  LlamaSession(
      ChildProcess child, UsageMeter meter, OptionalLong oomKillsBefore, SessionFacts facts) {
    this.child = child;
    this.meter = meter;
    this.oomKillsBefore = oomKillsBefore;
    this.facts = facts;
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
    if (!(request.prompt() instanceof Prompt.Text prompt)) {
      return new Generation.Refused("this engine takes no chat");
    }
    if (!request.sampling().isGreedy() || request.choices().isPresent()) {
      return new Generation.Refused("this engine answers greedily and freely");
    }
    return complete(prompt.text(), request);
  }

  private Generation complete(String prompt, CompletionRequest request) {
    ChildRequest.Complete message =
        new ChildRequest.Complete(
            prompt, request.maxTokens(), request.stop(), request.timeout().toMillis());
    try {
      child.send(message);
      // While the engine computes, so that it does not wait for the meter afterwards.
      meter.measureNowAndThen();
      return interpret(child.await(request.timeout().plus(GRACE)), request.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Generation.Crashed("the run was interrupted");
    }
  }

  @Override
  public ResourceUsage usage() {
    meter.measure();
    return meter.usage();
  }

  @Override
  public void close() {
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
    boolean kernelKilledForMemory =
        exit.wasKilled()
            && oomKillsBefore.isPresent()
            && OomKills.count().orElse(0) > oomKillsBefore.getAsLong();
    return kernelKilledForMemory || LoadFailure.mentionsMemory(child.log())
        ? new Generation.OutOfMemory(exit.describe() + " for want of memory")
        : new Generation.Crashed(exit.describe());
  }
}
