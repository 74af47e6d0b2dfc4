package dev.sluice.standalone.processes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The classes of programs that share a class path, as a file that a JVM maps instead of reading and
 * verifying each of them (application class data sharing, JEP 310). A program that is started again
 * has little else to do before it can work.
 *
 * <p>Until there is the archive, programs write down what they load; from then on they start with
 * it. A JVM that cannot use it, because the class path has changed, starts without.
 *
 * @param directory where lists and archive are
 */
record ClassArchive(Path directory) {
  private static final String LIST = ".classes";
  private static final long LONGEST_SECONDS = 120;

  /** What a program's JVM is to be started with now. */
  List<String> options(String program) {
    return Files.exists(archive())
        ? List.of("-XX:SharedArchiveFile=" + archive())
        : List.of("-XX:DumpLoadedClassList=" + directory.resolve(program + LIST));
  }

  /**
   * Makes the archive of all that the programs have loaded so far.
   *
   * @param classPath theirs, in the same order
   * @return why there is none; empty if there is
   */
  Optional<String> make(String classPath) throws IOException, InterruptedException {
    Path made = directory.resolve("making.jsa");
    Path log = directory.resolve("archive.log");
    Process dump =
        new ProcessBuilder(
                JavaProgram.java(),
                "-XX:+UseSerialGC",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + allLists(),
                "-XX:SharedArchiveFile=" + made,
                "-cp",
                classPath)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = dump.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    dump.destroyForcibly();
    if (!ended || dump.exitValue() != 0 || !Files.exists(made)) {
      return Optional.of("the JVM made no archive of its classes (see " + log + ")");
    }
    Files.move(made, archive(), StandardCopyOption.ATOMIC_MOVE);
    return Optional.empty();
  }

  private Path archive() {
    return directory.resolve("classes.jsa");
  }

  private Path allLists() throws IOException {
    Set<String> all = new LinkedHashSet<>();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(directory, "*" + LIST)) {
      for (Path list : lists) {
        all.addAll(wholeLines(Files.readString(list)));
      }
    }
    return Files.write(directory.resolve("all-classes"), all);
  }

  /** A program that is running has perhaps not written the last one to its end. */
  private static List<String> wholeLines(String written) {
    return written.substring(0, written.lastIndexOf('\n') + 1).lines().toList();
  }
}
