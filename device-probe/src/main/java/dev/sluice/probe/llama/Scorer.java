package dev.sluice.probe.llama;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.LogLikelihood;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second child with the same model, started when the first text is to be weighed: suites that
 * need no likelihoods do not pay for it. Its weights are the same mapped file, its cache is its
 * own.
 */
final class Scorer implements AutoCloseable {
  /** The child itself breaks off at the limit; only a stuck one takes longer than this. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  /** Any model finds some of them likelier than others. */
  private static final ChildRequest.Score CHECK =
      new ChildRequest.Score("one two three", List.of(" four", "?", "x"), 60_000);

  private final ChildRequest.Load model;
  private final EngineSettings settings;
  private @Nullable ChildProcess child;
  private @Nullable UsageMeter meter;
  private ResourceUsage ended = ResourceUsage.unknown();

  Scorer(ChildRequest.Load model, EngineSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /** Weighs the texts; a child that has died is started again with the next request. */
  Scoring score(String prompt, List<String> continuations, Duration timeout)
      throws InterruptedException {
    if (child == null) {
      Generation failure = start();
      if (failure != null) {
        close();
        return new Scoring.NotScored(failure);
      }
    }
    Scoring scoring =
        exchange(new ChildRequest.Score(prompt, continuations, timeout.toMillis()), timeout);
    if (scoring instanceof Scoring.NotScored failed && failed.failure().endsSession()) {
      close();
    }
    return scoring;
  }

  /** What the children have taken; nothing as long as no text was weighed. */
  ResourceUsage usage() {
    if (meter == null) {
      return ended;
    }
    meter.measure();
    return ended.then(meter.usage());
  }

  @Override
  public void close() {
    ended = usage();
    meter = null;
    if (child != null) {
      child.close();
      child = null;
    }
  }

  /** Null if all went well. */
  private @Nullable Generation start() throws InterruptedException {
    ChildProcess started;
    try {
      started = ChildProcess.start(ScoringChild.class, settings.memoryLimitBytes());
    } catch (IOException e) {
      return new Generation.Crashed("the scoring process could not be started: " + e.getMessage());
    }
    child = started;
    if (!(reply(started.await(START_PATIENCE)) instanceof ChildReply.Ready)) {
      return new Generation.Refused("likelihoods cannot be had from this library here");
    }
    meter = new UsageMeter(started.handle());
    meter.measureBeforeLoad();
    started.send(model);
    if (!(reply(started.await(settings.loadTimeout())) instanceof ChildReply.Loaded)) {
      return new Generation.Crashed("the model could not be loaded a second time, for likelihoods");
    }
    return exchange(CHECK, settings.loadTimeout()) instanceof Scoring.Scored check && differ(check)
        ? null
        : new Generation.Refused("the engine's likelihoods do not tell texts apart");
  }

  private static boolean differ(Scoring.Scored check) {
    return check.likelihoods().stream().map(LogLikelihood::logProbability).distinct().count() > 1;
  }

  private Scoring exchange(ChildRequest.Score request, Duration limit) throws InterruptedException {
    if (child == null) {
      throw new IllegalStateException("no child to ask");
    }
    child.send(request);
    if (meter != null) {
      meter.measureNowAndThen();
    }
    ChildProcess.Event event = child.await(limit.plus(GRACE));
    if (event instanceof ChildProcess.Event.Silence) {
      return failed(new Generation.TimedOut(limit, true));
    }
    if (event instanceof ChildProcess.Event.Ended) {
      String exit = child.awaitExit().describe();
      return failed(
          child
              .memoryVerdict()
              .<Generation>map(Generation.OutOfMemory::new)
              .orElseGet(() -> new Generation.Crashed(exit)));
    }
    return interpret(((ChildProcess.Event.Replied) event).reply(), request, limit);
  }

  private static Scoring interpret(ChildReply reply, ChildRequest.Score request, Duration limit) {
    if (reply instanceof ChildReply.Scored scored
        && scored.likelihoods().size() == request.continuations().size()) {
      return new Scoring.Scored(scored.likelihoods(), Duration.ofNanos(scored.totalNanos()));
    }
    if (reply instanceof ChildReply.DeadlinePassed) {
      return failed(new Generation.TimedOut(limit, false));
    }
    if (reply instanceof ChildReply.Declined declined) {
      return failed(new Generation.Refused(declined.message()));
    }
    if (reply instanceof ChildReply.Rejected rejected) {
      return failed(new Generation.Refused(rejected.message()));
    }
    return failed(
        reply instanceof ChildReply.OutOfHeap
            ? new Generation.OutOfMemory("the scoring process ran out of Java memory")
            : new Generation.Crashed("the scoring process answered out of turn"));
  }

  private static Scoring failed(Generation failure) {
    return new Scoring.NotScored(failure);
  }

  private static @Nullable ChildReply reply(ChildProcess.Event event) {
    return event instanceof ChildProcess.Event.Replied replied ? replied.reply() : null;
  }
}
