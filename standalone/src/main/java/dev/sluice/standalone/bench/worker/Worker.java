package dev.sluice.standalone.bench.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that plays a {@link Role}, seen from its parent. Not for use by several threads. */
public final class Worker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration END_PATIENCE = Duration.ofSeconds(30);

  /** In place of an answer, when the process has ended. */
  private static final String ENDED = "";

  private final String name;
  private final Process process;
  private final Writer questions;
  private final Path log;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(2);

  private Worker(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.log = log;
  }

  /**
   * Starts a process with this one's class path.
   *
   * @param name for messages, and for its log in the directory
   * @param program with a main method that calls {@link RoleProgram#run}
   * @param maxHeap as Java's option has it, such as {@code 512m}
   */
  public static Worker start(
      String name, Class<?> program, String maxHeap, Path directory, String... arguments)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The launcher's collector; the same for all, so that its cost is accounted alike.
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx" + maxHeap);
    command.add("-Djava.io.tmpdir=" + directory);
    command.add(program.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path", ""));
    Worker worker = new Worker(name, builder.start(), log);
    worker.listen();
    return worker;
  }

  private void listen() {
    Thread listener =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  answers.put(line);
                }
                answers.put(ENDED);
              } catch (IOException | InterruptedException e) {
                answers.offer(ENDED);
              }
            },
            "bench-" + name);
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws IOException if the process fails, ends, or takes longer than the limit
   */
  public JsonNode ask(ObjectNode question, Duration limit)
      throws IOException, InterruptedException {
    questions.write(question + "\n");
    questions.flush();
    String answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      throw new IOException(
          "the %s took longer than %d s over %s".formatted(name, limit.toSeconds(), question));
    }
    if (answer.equals(ENDED)) {
      throw new IOException("the %s has ended: %s".formatted(name, lastWords()));
    }
    JsonNode read = JSON.readTree(answer);
    if (read.has(RoleProgram.FAILURE)) {
      throw new IOException(
          "the %s failed: %s".formatted(name, read.get(RoleProgram.FAILURE).asText()));
    }
    return read;
  }

  /** The process, for who has to know its id. */
  public long processId() {
    return process.pid();
  }

  /** In order first, then by force. */
  @Override
  public void close() {
    try {
      questions.close();
    } catch (IOException alreadyGone) {
      // Then there is nobody to tell.
    }
    try {
      if (!process.waitFor(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> said = new ArrayList<>(lines.filter(line -> !line.isBlank()).toList());
      return said.stream()
          .filter(line -> line.startsWith("Exception") || line.startsWith("Caused by"))
          .reduce((first, second) -> second)
          .orElse(said.isEmpty() ? "it said nothing" : said.get(said.size() - 1));
    }
  }
}
