package dev.sluice.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of samples as OpenAI's evals have them; tasks of lm-eval read it as their data. */
final class Samples {
  private Samples() {}

  static Path writtenTo(Path directory) throws IOException {
    return Files.writeString(
        directory.resolve("My Samples.jsonl"),
        """
        {"input": "2+2?", "ideal": "4"}
        {"input": "Say no", "ideal": "no"}
        {"input": "3+3?", "ideal": "6"}
        """);
  }
}
