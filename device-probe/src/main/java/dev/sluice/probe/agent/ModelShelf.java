package dev.sluice.probe.agent;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryFit;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.flags.ModelName;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.gguf.ModelIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The models on the device. A file is read again only when its size or time of change is another:
 * hashing some gigabytes is no small thing.
 */
final class ModelShelf {
  private final List<InstalledModel> models;
  private final Map<Path, Checked> checked = new HashMap<>();

  ModelShelf(List<InstalledModel> models) {
    this.models = List.copyOf(models);
  }

  /**
   * A model that can be run.
   *
   * @param neededMemoryBytes what it takes; empty if its header does not say enough
   */
  record Shelved(InstalledModel model, ModelIdentity identity, OptionalLong neededMemoryBytes) {}

  private record Checked(long size, FileTime changed, boolean sound) {}

  /** The model that a rollout names; empty if it is not here, or its file is another one. */
  Optional<Shelved> find(ModelName wanted) {
    return models.stream()
        .filter(model -> model.name().equals(wanted.name()))
        .filter(model -> model.version().equals(wanted.version()))
        .filter(model -> wanted.allows(model.sha256()))
        .flatMap(model -> shelved(model).stream())
        .findFirst();
  }

  private Optional<Shelved> shelved(InstalledModel model) {
    return isSound(model) && GgufReader.inspect(model.file()) instanceof GgufInspection.Sound sound
        ? Optional.of(new Shelved(model, identity(model, sound.model()), needed(sound.model())))
        : Optional.empty();
  }

  private boolean isSound(InstalledModel model) {
    try {
      BasicFileAttributes now = Files.readAttributes(model.file(), BasicFileAttributes.class);
      Checked known = checked.get(model.file());
      if (known == null
          || known.size() != now.size()
          || !known.changed().equals(now.lastModifiedTime())) {
        boolean same = ModelDigest.sha256(model.file()).equals(model.sha256());
        known = new Checked(now.size(), now.lastModifiedTime(), same);
        checked.put(model.file(), known);
      }
      return known.sound();
    } catch (IOException notReadable) {
      return false;
    }
  }

  private static ModelIdentity identity(InstalledModel model, GgufModel header) {
    return new ModelIdentity(
        model.name(),
        Optional.of(model.version()),
        Optional.of(String.valueOf(model.file().getFileName())),
        Optional.of(model.sha256()),
        header.quantization());
  }

  private static OptionalLong needed(GgufModel header) {
    int context =
        Math.min(
            header.contextLength().orElse(EngineSettings.DEFAULT_CONTEXT_TOKENS),
            EngineSettings.DEFAULT_CONTEXT_TOKENS);
    if (context < RunPlan.MIN_CONTEXT_TOKENS) {
      return OptionalLong.empty();
    }
    RunPlan plan = new RunPlan(context, RunPlan.DEFAULT_BATCH_TOKENS, CacheType.F16);
    return MemoryFit.judge(header, plan, Long.MAX_VALUE) instanceof FitAnswer.Fits fits
        ? OptionalLong.of(fits.estimate().neededBytes())
        : OptionalLong.empty();
  }
}
