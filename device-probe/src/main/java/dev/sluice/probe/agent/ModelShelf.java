package dev.sluice.probe.agent;

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
   * @param header of the file that the probe runs; empty for a model that a server has in its own
   *     memory
   */
  record Shelved(InstalledModel model, ModelIdentity identity, Optional<GgufModel> header) {}

  private record Checked(long size, FileTime changed, String sha256) {}

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
    return model
        .file()
        .map(file -> shelved(model, file))
        .orElseGet(
            () ->
                Optional.of(
                    new Shelved(model, identity(model, Optional.empty()), Optional.empty())));
  }

  private Optional<Shelved> shelved(InstalledModel model, Path file) {
    if (!isSound(file, model.sha256())
        || !(GgufReader.inspect(file) instanceof GgufInspection.Sound sound)) {
      return Optional.empty();
    }
    GgufModel header = sound.model();
    return Optional.of(
        new Shelved(
            model,
            identity(model, header.quantization()),
            model.server().isPresent() ? Optional.empty() : Optional.of(header)));
  }

  private boolean isSound(Path file, String sha256) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Checked known = checked.get(file);
      if (known == null
          || known.size() != now.size()
          || !known.changed().equals(now.lastModifiedTime())) {
        known = new Checked(now.size(), now.lastModifiedTime(), ModelDigest.sha256(file));
        checked.put(file, known);
      }
      return known.sha256().equals(sha256);
    } catch (IOException notReadable) {
      return false;
    }
  }

  private static ModelIdentity identity(InstalledModel model, Optional<String> quantization) {
    return new ModelIdentity(
        model.name(),
        Optional.of(model.version()),
        model.file().map(file -> String.valueOf(file.getFileName())),
        Optional.of(model.sha256()),
        quantization);
  }
}
