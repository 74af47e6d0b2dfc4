package dev.sluice.probe.release;

import dev.sluice.probe.fit.ModelShape;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One file of a release. All files of a release are the same model, in different sizes.
 *
 * @param file the file's name, without a directory
 * @param sha256 digest of the whole file, 64 lower-case hexadecimal digits
 * @param sizeBytes length of the file
 * @param quantization llama.cpp's name, such as {@code Q4_K_M}
 * @param urls where it can be fetched, best first; may be empty
 * @param deviceClasses classes that it is for; empty means all of the release's
 * @param shape the dimensions that its memory follows from; without them only its length is known
 */
public record Variant(
    String file,
    String sha256,
    long sizeBytes,
    String quantization,
    List<URI> urls,
    Set<String> deviceClasses,
    Optional<ModelShape> shape) {
  public Variant {
    urls = List.copyOf(urls);
    deviceClasses = Set.copyOf(deviceClasses);
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(quantization, "quantization");
    if (sizeBytes < 1 || shape.map(ModelShape::weightBytes).orElse(1L) > sizeBytes) {
      throw new IllegalArgumentException(
          "sizeBytes must be at least 1 and hold the shape's weights, was " + sizeBytes);
    }
  }

  boolean isFor(Optional<String> deviceClass) {
    return deviceClasses.isEmpty() || deviceClass.filter(deviceClasses::contains).isPresent();
  }
}
