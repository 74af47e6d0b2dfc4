package dev.sluice.probe.llama;

import dev.sluice.probe.chat.RenderedChat;
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
import dev.sluice.probe.engine.TokenCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One child with one loaded model. */
final class LlamaSession implements ModelSession {
  private static final Set<Capability> CAPABILITIES =
      ExportedInterface.isHere()
          ? Set.of(
              Capability.RAW_TEXT,
              Capability.CHAT,
              Capability.FORCED_CHOICE,
              Capability.SEEDED_SAMPLING,
              Capability.LOG_LIKELIHOOD)
          : Set.of(
              Capability.RAW_TEXT,
              Capability.CHAT,
              Capability.FORCED_CHOICE,
              Capability.SEEDED_SAMPLING);

  /** The child itself breaks off at the limit; only a stuck one takes longer than this. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** The library's log lags behind its answers by less than a millisecond, unless starved. */
  private static final Duration LOG_PATIENCE = Duration.ofMillis(200);

  /**
   * Characters in the longest token of any vocabulary, amply. A prompt that cannot fit is not even
   * cut into tokens, which takes minutes for a million equal characters.
   */
  private static final int LONGEST_TOKEN = 512;

  private final ChildProcess child;
  private final UsageMeter meter;
  private final OptionalLong oomKillsBefore;
  private final SessionFacts facts;
  private final ModelChat chat;
  private final Scorer scorer;
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
    this.chat = chat;
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
    RenderedChat rendered = rendered(request.prompt());
    return rendered instanceof RenderedChat.Text text
        ? complete(text.text(), request)
        : new Generation.Refused(((RenderedChat.Refused) rendered).reason());
  }

  private RenderedChat rendered(Prompt prompt) {
    return prompt instanceof Prompt.Text text
        ? new RenderedChat.Text(text.text())
        : chat.render((Prompt.Chat) prompt);
  }

  private Generation complete(String prompt, CompletionRequest request) {
    Optional<String> objection = objection(prompt, request.stop());
    if (objection.isPresent()) {
      return new Generation.Refused(objection.get());
    }
    String grammar;
    try {
      grammar = request.choices().map(ChoiceGrammar::of).orElse("");
    } catch (IllegalArgumentException e) {
      return new Generation.Refused(String.valueOf(e.getMessage()));
    }
    return exchange(
        new ChildRequest.Complete(
            prompt,
            request.maxTokens(),
            request.stop(),
            request.timeout().toMillis(),
            request.sampling().temperature(),
            request.sampling().seed(),
            grammar),
        request);
  }

  private Generation exchange(ChildRequest.Complete message, CompletionRequest request) {
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

  private Optional<String> objection(String prompt, List<String> others) {
    if (!isText(prompt) || !others.stream().allMatch(LlamaSession::isText)) {
      return Optional.of("the prompt, a stop string or a continuation has half of a character");
    }
    int context = facts.build().configuration().contextTokens().orElse(Integer.MAX_VALUE);
    return prompt.length() / LONGEST_TOKEN > context
        ? Optional.of(
            "the prompt has %d characters, more than the context of %d tokens can hold"
                .formatted(prompt.length(), context))
        : Optional.empty();
  }

  /** A surrogate without its other half has no bytes; it would reach the model as another one. */
  private static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Override
  public Scoring score(ScoringRequest request) {
    if (!CAPABILITIES.contains(Capability.LOG_LIKELIHOOD)) {
      return ModelSession.super.score(request);
    }
    RenderedChat rendered = rendered(request.prompt());
    if (rendered instanceof RenderedChat.Refused refused) {
      return new Scoring.NotScored(new Generation.Refused(refused.reason()));
    }
    String prompt = ((RenderedChat.Text) rendered).text();
    Optional<String> objection = objection(prompt, request.continuations());
    if (objection.isPresent()) {
      return new Scoring.NotScored(new Generation.Refused(objection.get()));
    }
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
    return meter.usage();
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
