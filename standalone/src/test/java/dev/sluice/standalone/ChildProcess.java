package dev.sluice.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own that a test can end in ways it could not end itself. */
public final class ChildProcess implements AutoCloseable {
  private static final long EXIT_TIMEOUT_SECONDS = 60;
  private static final List<String> SMALL =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Set by the build, so that the programs of PostgreSQL are unpacked once and not by each. */
  private static final String POSTGRES_BINARIES = "sluice.postgres.binaries";

  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * What a finished process said.
   *
   * @param exitCode its exit code
   * @param output its standard output
   * @param errors its standard error
   */
  public record Outcome(int exitCode, String output, String errors) {}

  /** Runs a main class to its end. */
  public static Outcome run(Class<?> main, String... arguments) {
    try {
      Path errors = Files.createTempFile("child", ".err");
      Process process =
          new ProcessBuilder(command(SMALL, main, arguments))
              .redirectError(errors.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try (var finished = new ChildProcess(process)) {
        return new Outcome(finished.awaitExit(), output, Files.readString(errors));
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a main class on this test's own class path. */
  public static ChildProcess start(Class<?> main, String... arguments) {
    return start(
        new ProcessBuilder(command(SMALL, main, arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT));
  }

  /** The same with other JVM options, and with standard error in a file. */
  public static ChildProcess start(
      List<String> jvmOptions, Path errors, Class<?> main, String... arguments) {
    return start(
        new ProcessBuilder(command(jvmOptions, main, arguments)).redirectError(errors.toFile()));
  }

  private static ChildProcess start(ProcessBuilder builder) {
    try {
      return new ChildProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(List<String> jvmOptions, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(jvmOptions);
    Optional.ofNullable(System.getProperty(POSTGRES_BINARIES))
        .ifPresent(shared -> command.add("-D" + POSTGRES_BINARIES + "=" + shared));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** The process itself. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The rest of standard output, up to its end. */
  public String awaitOutput() {
    try {
      return output.lines().collect(Collectors.joining("\n"));
    } catch (UncheckedIOException e) {
      throw new AssertionError("the child's output broke off", e);
    }
  }

  /** The next line of standard output that begins with a prefix, without it. */
  public String awaitLine(String prefix) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(prefix)) {
          return line.substring(prefix.length());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("the child ended without saying " + prefix);
  }

  /** SIGTERM, as from {@code kill} or an orderly shutdown of the machine. */
  public int terminate() {
    process.destroy();
    return awaitExit();
  }

  /** SIGKILL: no shutdown hook runs. */
  public int kill() {
    process.destroyForcibly();
    return awaitExit();
  }

  /** SIGKILL for everything it started and then for itself. */
  public int killWithDescendants() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    return kill();
  }

  /** Its exit code, once it has ended by itself. */
  public int awaitExit() {
    try {
      if (!process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the child did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
