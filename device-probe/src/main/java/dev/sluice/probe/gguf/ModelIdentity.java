package dev.sluice.probe.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Which model it is that a file or a server has.
 *
 * @param name never empty
 * @param version semantic version, absent when neither the file's name nor its header states one
 * @param file name of the file, without its directory; absent when no file was seen
 * @param digest SHA-256 of the file in lower-case hexadecimal; absent for a model on a server,
 *     unless somebody states it
 * @param quantization llama.cpp's name, such as {@code Q8_0}; absent when the header has none
 */
public record ModelIdentity(
    String name,
    Optional<String> version,
    Optional<String> file,
    Optional<String> digest,
    Optional<String> quantization) {

  public ModelIdentity {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(quantization, "quantization");
    if (name.isBlank() || digest.filter(hex -> !hex.matches("[0-9a-f]{64}")).isPresent()) {
      throw new IllegalArgumentException(
          "name must not be blank and digest must be a SHA-256, were '%s' and '%s'"
              .formatted(name, digest.orElse("")));
    }
  }

  /** Identifies a file whose header was found sound; reads the whole file for its digest. */
  public static ModelIdentity of(Path file, GgufModel model) throws IOException {
    Path fileName = Objects.requireNonNull(file.getFileName(), "a file has a name");
    ModelLabel label = ModelLabel.of(fileName.toString(), model);
    return new ModelIdentity(
        label.name(),
        label.version(),
        Optional.of(fileName.toString()),
        Optional.of(ModelDigest.sha256(file)),
        model.quantization());
  }

  /** The same file under a name or version that somebody stated explicitly. */
  public ModelIdentity labelled(String newName, Optional<String> newVersion) {
    return new ModelIdentity(newName, newVersion, file, digest, quantization);
  }
}
