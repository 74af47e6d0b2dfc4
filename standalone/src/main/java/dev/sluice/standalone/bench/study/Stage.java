package dev.sluice.standalone.bench.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.bench.services.ReportsLog;
import dev.sluice.standalone.bench.services.ServicesWorker;
import dev.sluice.standalone.bench.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the studies share: a directory, a broker and a database in a process that is not measured,
 * and somebody to tell of progress. Broker and database start when they are first needed.
 */
public final class Stage implements AutoCloseable {
  /** For any one step; none comes near it on a machine that works. */
  public static final Duration LIMIT = Duration.ofMinutes(10);

  private final Path directory;
  private final BenchPlan plan;
  private final Consumer<String> steps;
  private @Nullable ServicesWorker services;

  /**
   * An empty stage.
   *
   * @param directory empty; whoever made it deletes it
   * @param steps hears of each step that is done
   */
  public Stage(Path directory, BenchPlan plan, Consumer<String> steps) {
    this.directory = directory;
    this.plan = plan;
    this.steps = steps;
  }

  /** How much to measure. */
  public BenchPlan plan() {
    return plan;
  }

  /** A step is done. */
  public void step(String what) {
    steps.accept(what);
  }

  /** The broker's address. */
  public String brokers() throws IOException, InterruptedException {
    return services().brokers();
  }

  /** The database's address, of the role that writes. */
  public String database() throws IOException, InterruptedException {
    return services().database();
  }

  /** The process of broker and database. */
  public long servicesProcess() throws IOException {
    return services().processId();
  }

  /** The reports topic. */
  public ReportsLog reportsLog() throws IOException, InterruptedException {
    return new ReportsLog(brokers());
  }

  /** A place in the directory. */
  public Path place(String name) {
    return directory.resolve(name);
  }

  /** Starts a process; the caller closes it. */
  public Worker worker(String name, Class<?> program, String maxHeap, String... arguments)
      throws IOException {
    return Worker.start(name, program, maxHeap, directory, arguments);
  }

  /** A question to begin. */
  public static ObjectNode question() {
    return JsonNodeFactory.instance.objectNode();
  }

  private ServicesWorker services() throws IOException {
    if (services == null) {
      services = ServicesWorker.start(directory);
    }
    return services;
  }

  /** Stops broker and database. */
  @Override
  public void close() {
    if (services != null) {
      services.close();
    }
  }
}
