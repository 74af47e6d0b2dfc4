package dev.sluice.probe.run;

import dev.sluice.probe.engine.Capability;
import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.Scoring;
import dev.sluice.probe.engine.ScoringRequest;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Answers as told, and keeps account of what it was asked and how often it was opened. */
public final class ScriptedEngine implements Engine {
  public final List<String> prompts = new ArrayList<>();
  final List<CompletionRequest> requests = new ArrayList<>();
  final List<Optional<CompletionRequest>> announced = new ArrayList<>();
  Set<Capability> capabilities = EnumSet.complementOf(EnumSet.of(Capability.LOG_LIKELIHOOD));
  public int opened;
  int closed;
  int openingsBeforeRefusal = Integer.MAX_VALUE;
  Deployment deployment = Deployment.DEVICE;

  /** Why it cannot be opened now. */
  public Optional<Opening.Refused> refusal = Optional.empty();

  public int refused;

  Function<ScoringRequest, Scoring> scores =
      request -> new Scoring.NotScored(new Generation.Refused("no likelihoods here"));

  private final Function<String, Generation> script;

  public ScriptedEngine(Function<String, Generation> script) {
    this.script = script;
  }

  public static Generation answer(String text) {
    return new Generation.Completed(
        text,
        new GenerationTimings(
            Duration.ofMillis(10),
            Duration.ofMillis(30),
            Optional.of(new TokenCounts(4, Duration.ofMillis(8), 2, Duration.ofMillis(20)))));
  }

  @Override
  public EngineBuild build() {
    return new EngineBuild(
        "scripted 1", "cpu", deployment, EngineConfiguration.unknown().withContextTokens(64));
  }

  static String text(Prompt prompt) {
    if (prompt instanceof Prompt.Chat chat) {
      return chat.messages().get(chat.messages().size() - 1).content();
    }
    return ((Prompt.Text) prompt).text();
  }

  @Override
  public Opening open() {
    if (opened >= openingsBeforeRefusal) {
      return new Opening.Refused(Opening.Refused.Kind.OUT_OF_MEMORY, "no memory left");
    }
    if (refusal.isPresent()) {
      refused++;
      return refusal.get();
    }
    opened++;
    return new Opening.Opened(new Session());
  }

  private final class Session implements ModelSession {
    private boolean over;

    @Override
    public SessionFacts facts() {
      return new SessionFacts(build(), Optional.of(Duration.ofMillis(5)));
    }

    @Override
    public Set<Capability> capabilities() {
      return capabilities;
    }

    @Override
    public Generation generate(CompletionRequest request, Optional<CompletionRequest> next) {
      announced.add(next);
      return generate(request);
    }

    @Override
    public Generation generate(CompletionRequest request) {
      if (over) {
        throw new IllegalStateException("a session that is over must not be used");
      }
      requests.add(request);
      String prompt = text(request.prompt());
      prompts.add(prompt);
      Generation generation = script.apply(prompt);
      over = generation.endsSession();
      return generation;
    }

    @Override
    public Scoring score(ScoringRequest request) {
      return scores.apply(request);
    }

    @Override
    public ResourceUsage usage() {
      return new ResourceUsage(
          OptionalLong.of(1_000L * opened),
          OptionalLong.of(100),
          ResourceUsage.PeakSource.KERNEL,
          Optional.of(Duration.ofSeconds(1)));
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
