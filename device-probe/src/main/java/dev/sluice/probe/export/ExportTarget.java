package dev.sluice.probe.export;

import dev.sluice.suites.output.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where results go, in which format.
 *
 * @param file absolute, so that its directory is known
 */
public record ExportTarget(ExportFormat format, Path file) {

  public ExportTarget {
    file = file.toAbsolutePath().normalize();
  }

  /**
   * Reads {@code FORMAT=FILE}.
   *
   * @throws IllegalArgumentException with the reason, in one line
   */
  public static ExportTarget parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || equals == text.length() - 1) {
      throw new IllegalArgumentException("'" + text + "' is not FORMAT=FILE");
    }
    String name = text.substring(0, equals);
    ExportFormat format =
        ExportFormat.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no format '%s'; there are: lm-eval, junit, llama-bench, promptfoo"
                            .formatted(name)));
    try {
      return new ExportTarget(format, Path.of(text.substring(equals + 1)));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("no file can have the name in '" + text + "'", e);
    }
  }

  /**
   * Writes a run's results.
   *
   * @throws IOException with one line that names the file; what was there before stays then
   */
  public void write(ExportedRun run) throws IOException {
    WholeFile.write(file, format.render(run));
  }

  /** Why writing is bound to fail, to be known before hours of evaluation; empty when it is not. */
  public static Optional<String> objectionTo(List<ExportTarget> targets) {
    Set<Path> files = new HashSet<>();
    return targets.stream().flatMap(target -> objectionTo(target, files).stream()).findFirst();
  }

  private static Optional<String> objectionTo(ExportTarget target, Set<Path> files) {
    Path file = target.file();
    Path directory = file.getParent();
    if (!files.add(file)) {
      return Optional.of(file + " is named twice");
    }
    if (Files.isDirectory(file)) {
      return Optional.of(file + " is a directory");
    }
    if (directory == null || !Files.isDirectory(directory)) {
      return Optional.of("there is no directory " + directory);
    }
    return Files.isWritable(directory)
        ? Optional.empty()
        : Optional.of("the directory " + directory + " cannot be written to");
  }
}
