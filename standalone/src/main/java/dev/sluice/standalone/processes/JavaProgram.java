package dev.sluice.standalone.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A main class in a JVM of its own, with both of its outputs appended to a log file. It ends with
 * this process, however that ends.
 */
final class JavaProgram implements Part {
  private static final long STOP_SECONDS = 20;

  private final String name;
  private final Supplier<List<String>> jvmOptions;
  private final List<String> program;
  private final Path log;
  private final ProcessGuard guard;
  private @Nullable Process process;

  /**
   * A program that is not started yet.
   *
   * @param jvmOptions options before the class path, asked for at each start
   * @param mainAndArguments the main class and what it is called with
   * @param directory the cluster's, with a directory for logs in it
   */
  JavaProgram(
      String name,
      Supplier<List<String>> jvmOptions,
      String classPath,
      List<String> mainAndArguments,
      Path directory,
      ProcessGuard guard) {
    this.name = name;
    this.jvmOptions = jvmOptions;
    this.program = new ArrayList<>(List.of("-cp", classPath));
    program.addAll(mainAndArguments);
    this.log = logs(directory).resolve(name + ".log");
    this.guard = guard;
  }

  /** The JVM that this process runs on. */
  static String java() {
    return ProcessHandle.current().info().command().orElse("java");
  }

  /** Where the parts of a cluster log. */
  static Path logs(Path directory) {
    return directory.resolve("logs");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized void start() throws IOException {
    var builder =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process started = builder.start();
    guard.watch(started.toHandle());
    process = started;
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(jvmOptions.get());
    command.addAll(program);
    return command;
  }

  @Override
  public synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  @Override
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd(process);
    }
  }

  @Override
  public synchronized void pause() {
    if (process != null) {
      Signals.pause(process.toHandle());
    }
  }

  @Override
  public synchronized void resume() {
    if (process != null) {
      Signals.resume(process.toHandle());
    }
  }

  @Override
  public synchronized void stop() {
    if (process != null) {
      process.destroy();
      if (!ended(process)) {
        process.destroyForcibly();
      }
      awaitEnd(process);
    }
  }

  private void awaitEnd(Process ending) {
    if (ended(ending)) {
      guard.forget(ending.toHandle());
    }
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
