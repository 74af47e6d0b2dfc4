package dev.sluice.probe.llama;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's real models, in {@code models/} at its root or where a property says. */
public final class TinyModels {
  private static final String PROPERTY = "sluice.models";

  private TinyModels() {}

  public static List<Path> all() {
    return Stream.of("1.0.0-q8_0", "1.1.0-coarse", "1.1.0-q4_0", "1.1.0-q8_0", "1.2.0-q8_0")
        .map(TinyModels::file)
        .toList();
  }

  public static Path good() {
    return file("1.1.0-q8_0");
  }

  private static Path file(String version) {
    Path file = directory().resolve("tiny-" + version + ".gguf");
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("the model " + file + " is missing");
    }
    return file;
  }

  private static Path directory() {
    String stated = System.getProperty(PROPERTY);
    if (stated != null) {
      return Path.of(stated);
    }
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("models"))
        ? here.resolve("models")
        : here.resolveSibling("models");
  }
}
