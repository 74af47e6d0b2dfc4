package dev.sluice.probe.llama;

import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.ModelShape;
import dev.sluice.probe.fit.ShapeFinding;
import dev.sluice.probe.gguf.GgufModel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model and the settings that it would be run with, judged by what its header says: native code
 * accepts some of what cannot work in silence, and dies of the rest.
 */
record RunnableModel(GgufModel model, EngineSettings settings) {

  /** Empty if nothing speaks against running it; else why not, in one line. */
  Optional<String> objection() {
    return lackingInstructions().or(this::contextTooLarge).or(this::cacheThatKills);
  }

  int contextTokens() {
    int trained = model.contextLength().orElse(EngineSettings.DEFAULT_CONTEXT_TOKENS);
    return settings
        .contextTokens()
        .orElse(Math.min(trained, EngineSettings.DEFAULT_CONTEXT_TOKENS));
  }

  int batchTokens() {
    return Math.min(settings.batchTokens(), contextTokens());
  }

  EngineConfiguration configuration() {
    return new EngineConfiguration(
        OptionalInt.of(contextTokens()),
        Optional.of(settings.cacheType()),
        OptionalInt.of(settings.threads()),
        OptionalInt.of(batchTokens()),
        OptionalInt.of(0));
  }

  private static Optional<String> lackingInstructions() {
    List<String> missing = CpuFlags.missingHere();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "this processor lacks instructions that the engine uses: "
                + String.join(", ", missing));
  }

  private Optional<String> contextTooLarge() {
    return model.contextLength().isPresent() && contextTokens() > model.contextLength().getAsInt()
        ? Optional.of(
            "a context of %d tokens was asked for; the model was trained for %d"
                .formatted(contextTokens(), model.contextLength().getAsInt()))
        : Optional.empty();
  }

  private Optional<String> cacheThatKills() {
    CacheType cache = settings.cacheType();
    if (!cache.isQuantized()) {
      return Optional.empty();
    }
    if (!(ShapeFinding.of(model) instanceof ShapeFinding.Known known)) {
      return Optional.of(
          "a cache of type %s needs a model whose heads are known, and its header leaves them open"
              .formatted(cache));
    }
    ModelShape shape = known.shape();
    return cache.divides(shape.keyLength()) && cache.divides(shape.valueLength())
        ? Optional.empty()
        : Optional.of(
            "a cache of type %s needs heads of a multiple of 32 values; this model's have %d and %d"
                .formatted(cache, shape.keyLength(), shape.valueLength()));
  }
}
