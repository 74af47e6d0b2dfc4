package dev.sluice.probe.subject;

import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import java.io.IOException;
import java.nio.file.Path;

/** Says which model a file holds. */
public final class ModelFile {
  private ModelFile() {}

  /**
   * Reads the header, and the whole file for its digest.
   *
   * @throws UnusableSubjectException if it is no usable model file
   */
  public static ModelIdentity identify(Path file) throws UnusableSubjectException {
    GgufInspection inspection = GgufReader.inspect(file);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      throw new UnusableSubjectException(file + ": " + unusable.message());
    }
    try {
      return ModelIdentity.of(file, ((GgufInspection.Sound) inspection).model());
    } catch (IOException e) {
      throw new UnusableSubjectException(file + ": reading it failed: " + e.getMessage());
    }
  }
}
