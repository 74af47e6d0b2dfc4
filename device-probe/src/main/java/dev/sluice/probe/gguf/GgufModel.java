package dev.sluice.probe.gguf;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a sound GGUF header says about its model. Everything but the sizes is the author's claim.
 *
 * @param fileBytes length of the file
 * @param formatVersion version of the GGUF format, 2 or 3
 * @param architecture {@code general.architecture}, such as {@code llama}
 * @param name {@code general.name}
 * @param versionLabel {@code general.version}, in whatever form the author chose
 * @param quantization name of {@code general.file_type} in llama.cpp's spelling, such as {@code
 *     Q4_K_M}
 * @param contextLength tokens of context that the model was trained for
 * @param tensorCount number of tensors, at least 1
 * @param tensorBytes bytes that the tensors occupy, padding excluded
 * @param weightCount weights in all tensors together
 * @param repackableBytes bytes of the tensors that llama.cpp copies into another order on a
 *     processor, beside the file's mapping
 * @param hyperparameters the network's dimensions
 */
public record GgufModel(
    long fileBytes,
    int formatVersion,
    String architecture,
    Optional<String> name,
    Optional<String> versionLabel,
    Optional<String> quantization,
    OptionalInt contextLength,
    long tensorCount,
    long tensorBytes,
    long weightCount,
    long repackableBytes,
    Hyperparameters hyperparameters) {

  public GgufModel {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(versionLabel, "versionLabel");
    Objects.requireNonNull(quantization, "quantization");
    Objects.requireNonNull(contextLength, "contextLength");
    Objects.requireNonNull(hyperparameters, "hyperparameters");
    if (tensorCount < 1 || tensorBytes < 1 || tensorBytes > fileBytes) {
      throw new IllegalArgumentException(
          "tensors must be at least one and fit into the file, were %d with %d bytes in %d"
              .formatted(tensorCount, tensorBytes, fileBytes));
    }
    if (weightCount < 1 || repackableBytes < 0 || repackableBytes > tensorBytes) {
      throw new IllegalArgumentException(
          "weights must be at least one and repackable bytes a part of %d, were %d and %d"
              .formatted(tensorBytes, weightCount, repackableBytes));
    }
  }
}
