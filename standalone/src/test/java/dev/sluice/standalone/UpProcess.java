package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.directory.ServiceAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code sluice up} as the launcher starts it, in a JVM of its own, on any free ports. */
final class UpProcess implements AutoCloseable {
  /** The launcher's, and a compiler that suits processes which are ended after some seconds. */
  static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx1g",
          "-XX:MaxDirectMemorySize=384m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:TieredStopAtLevel=1");

  private static final String READY = "Ctrl-C stops it.";

  private final Path dataDirectory;
  private final ChildProcess process;
  private final List<ProcessHandle> family;
  private final ServiceAddresses addresses;

  private UpProcess(Path dataDirectory, ChildProcess process) {
    this.dataDirectory = dataDirectory;
    this.process = process;
    this.family = family(process, dataDirectory);
    this.addresses = ServiceAddresses.published(dataDirectory).orElseThrow();
  }

  /** Starts it and waits until it says that it is ready. */
  static UpProcess start(Path dataDirectory, String... options) throws Exception {
    Path errors = Files.createTempFile("up", ".err");
    List<String> arguments = new ArrayList<>(List.of("up", "--data-dir", dataDirectory.toString()));
    arguments.addAll(List.of(options));
    ChildProcess process =
        ChildProcess.start(JVM_OPTIONS, errors, Main.class, arguments.toArray(String[]::new));
    try {
      Eventually.passes(() -> assertThat(errors).content().contains(READY));
      return new UpProcess(dataDirectory, process);
    } catch (AssertionError e) {
      process.killWithDescendants();
      throw e;
    } finally {
      Files.delete(errors);
    }
  }

  /** The process, what it started, and the database, which detaches itself. */
  private static List<ProcessHandle> family(ChildProcess process, Path dataDirectory) {
    ProcessHandle postmaster = postmaster(dataDirectory);
    return Stream.of(
            Stream.of(process.handle(), postmaster),
            process.handle().descendants(),
            postmaster.descendants())
        .flatMap(handles -> handles)
        .distinct()
        .toList();
  }

  private static ProcessHandle postmaster(Path dataDirectory) {
    try {
      Path file = dataDirectory.resolve("postgres/data/postmaster.pid");
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0))).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError("a database that runs has a process file", e);
    }
  }

  Path dataDirectory() {
    return dataDirectory;
  }

  ServiceAddresses addresses() {
    return addresses;
  }

  /** SIGTERM; returns when it has ended, with its exit code. */
  int terminate() {
    return process.terminate();
  }

  /** SIGKILL for the JVM alone, in which nothing can be done about it. */
  void kill() {
    process.kill();
  }

  /** Fails unless everything that ran has ended, at the latest after a while. */
  void assertNothingIsLeft() throws Exception {
    Eventually.passes(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
  }

  @Override
  public void close() {
    if (process.handle().isAlive()) {
      process.terminate();
    }
  }
}
