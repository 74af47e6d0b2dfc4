package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive that the build makes, unpacked somewhere else, as whoever installs it has it.
 *
 * @param home the one directory that is in it
 * @param elsewhere where programs of it are run: not where they are
 */
record InstalledArchive(Path home, Path elsewhere) {

  static InstalledArchive in(Path directory) throws IOException, InterruptedException {
    String archive = System.getProperty("sluice.distribution");
    assertThat(archive).as("the build says where the archive is").isNotNull();
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
    run(List.of("tar", "-xzf", archive, "-C", unpacked.toString()), elsewhere);
    List<Path> files = files(unpacked);
    assertThat(files).hasSize(1);
    return new InstalledArchive(files.get(0), elsewhere);
  }

  /** What the launcher prints, started from elsewhere. */
  String probe(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/sluice-probe").toString());
    command.addAll(arguments);
    return run(command);
  }

  /** Runs a program that has to end well, and gives what it printed. */
  String run(List<String> command) throws IOException, InterruptedException {
    return run(command, elsewhere);
  }

  String text(String name) throws IOException {
    return Files.readString(home.resolve(name));
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static String run(List<String> command, Path directory)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
      assertThat(process.exitValue())
          .as("%s: %s%s", command, Files.readString(out), Files.readString(err))
          .isZero();
      return Files.readString(out);
    } finally {
      process.destroy();
      Files.delete(out);
      Files.delete(err);
    }
  }
}
