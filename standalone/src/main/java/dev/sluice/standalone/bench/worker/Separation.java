package dev.sluice.standalone.bench.worker;

import dev.sluice.standalone.processes.QuietCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps some processes on a processor that others do not use, by Linux's {@code taskset}, until it
 * is closed: what they take is then not taken from the others.
 */
public final class Separation implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private final List<Integer> processors;
  private final List<Long> processes;
  private final boolean holds;

  private Separation(List<Integer> processors, List<Long> processes, boolean holds) {
    this.processors = processors;
    this.processes = processes;
    this.holds = holds;
  }

  /**
   * Gives some processes the last processor, and others the rest; does nothing where there is only
   * one, or no {@code taskset}.
   */
  public static Separation of(List<Long> apart, List<Long> others)
      throws IOException, InterruptedException {
    List<Integer> all = processors();
    boolean holds = all.size() >= 2;
    for (long process : apart) {
      holds = holds && keep(process, all.subList(all.size() - 1, all.size()));
    }
    for (long process : others) {
      holds = holds && keep(process, all.subList(0, all.size() - 1));
    }
    return new Separation(all, Stream.of(apart, others).flatMap(List::stream).toList(), holds);
  }

  /** Whether they are apart. */
  public boolean holds() {
    return holds;
  }

  private static List<Integer> processors() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return List.of();
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(ALLOWED))
        .flatMap(line -> Stream.of(line.substring(ALLOWED.length()).strip().split(",")))
        .map(range -> range.split("-"))
        .flatMapToInt(
            ends ->
                IntStream.rangeClosed(
                    Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])))
        .boxed()
        .toList();
  }

  /** With all of its threads; those that they begin follow them. */
  private static boolean keep(long process, List<Integer> processors) throws InterruptedException {
    String list = processors.stream().map(String::valueOf).collect(Collectors.joining(","));
    try {
      return QuietCommand.succeeds("taskset", "-a", "-c", "-p", list, Long.toString(process));
    } catch (IOException noTaskset) {
      return false;
    }
  }

  /** All of them may use all processors again; those that have ended need none. */
  @Override
  public void close() {
    try {
      for (long process : holds ? processes : List.<Long>of()) {
        keep(process, processors);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
