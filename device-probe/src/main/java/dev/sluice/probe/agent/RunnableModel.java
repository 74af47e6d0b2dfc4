package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryFit;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.schemas.ReportedModel;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A model that is there, and its engine, which is there too. */
record RunnableModel(ModelShelf.Shelved shelved, Engine engine) {

  InstalledModel model() {
    return shelved.model();
  }

  ModelIdentity identity() {
    return shelved.identity();
  }

  /**
   * What it takes, run as its engine is set up; empty if its header does not say enough, and for a
   * model that a server has in its own memory.
   */
  OptionalLong neededMemoryBytes() {
    return shelved
        .header()
        .map(header -> neededMemoryBytes(header, engine.build().configuration()))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong neededMemoryBytes(GgufModel header, EngineConfiguration setup) {
    int context = setup.contextTokens().orElse(0);
    if (context < RunPlan.MIN_CONTEXT_TOKENS) {
      return OptionalLong.empty();
    }
    RunPlan plan =
        new RunPlan(
            context,
            setup.batchTokens().orElse(RunPlan.DEFAULT_BATCH_TOKENS),
            setup.cacheType().orElse(CacheType.F16));
    return MemoryFit.judge(header, plan, Long.MAX_VALUE) instanceof FitAnswer.Fits fits
        ? OptionalLong.of(fits.estimate().neededBytes())
        : OptionalLong.empty();
  }

  /** What runs, and in which context: results in another one must not be added to its own. */
  String runIdentity() {
    OptionalInt context = engine.build().configuration().contextTokens();
    return context.isPresent()
        ? model().identity() + " in " + context.getAsInt()
        : model().identity();
  }

  boolean isServed() {
    return model().server().isPresent();
  }

  boolean isOnThisDevice() {
    return model().deployment() == Deployment.DEVICE;
  }

  /** As what it goes into reports. */
  ReportedModel reported() {
    return WireIdentity.of(identity(), engine.build());
  }

  /** Whether a difference between the two is one between versions, and not between engines. */
  boolean isComparableWith(RunnableModel other) {
    return engine.build().equals(other.engine().build()) && host().equals(other.host());
  }

  private Optional<String> host() {
    return model().server().map(ServedModel::address).map(at -> at.base()).map(URI::getHost);
  }
}
