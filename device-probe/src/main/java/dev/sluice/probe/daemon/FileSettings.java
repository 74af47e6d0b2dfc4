package dev.sluice.probe.daemon;

import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.releasing.ReleaseAdmission;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How each file is run: as its release requires, else as the owner says. The file that a release
 * falls back to has the same context as the release, or they could not be compared.
 *
 * @param owner what the owner says of all of them
 */
record FileSettings(ReleasedModels releases, EngineSettings owner) {

  /** The settings for a model that is run from a file. */
  EngineSettings of(InstalledModel model) {
    Optional<ReleaseAdmission> own = releases.release(model);
    return own.isPresent()
        ? own.get().settings(owner)
        : asTrained(
            releases.fallingBackTo(model).map(each -> each.settings(owner)).orElse(owner),
            model.file().orElseThrow());
  }

  /**
   * Nobody has said that this model can have that context. Were it refused for one that it was not
   * trained for, the owner's choice would count as the model's failure.
   */
  private static EngineSettings asTrained(EngineSettings settings, Path file) {
    OptionalInt asked = settings.contextTokens();
    if (asked.isEmpty() || !(GgufReader.inspect(file) instanceof GgufInspection.Sound sound)) {
      return settings;
    }
    int trained = sound.model().contextLength().orElse(asked.getAsInt());
    return settings.withContextTokens(
        Math.max(RunPlan.MIN_CONTEXT_TOKENS, Math.min(trained, asked.getAsInt())));
  }
}
