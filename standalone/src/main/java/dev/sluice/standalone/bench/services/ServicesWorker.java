package dev.sluice.standalone.bench.services;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.bench.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The process of broker and database, each started when it is first asked for. */
public final class ServicesWorker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final Worker worker;
  private final Path directory;
  private @Nullable String brokers;
  private @Nullable String database;

  private ServicesWorker(Worker worker, Path directory) {
    this.worker = worker;
    this.directory = directory;
  }

  /** Starts the process, which keeps everything in a directory. */
  public static ServicesWorker start(Path directory) throws IOException {
    return new ServicesWorker(
        Worker.start("services", ServicesProgram.class, "768m", directory), directory);
  }

  /** The process, for who has to know its id. */
  public long processId() {
    return worker.processId();
  }

  /** The broker's address; its topics exist. */
  public String brokers() throws IOException, InterruptedException {
    if (brokers == null) {
      brokers = address("broker");
    }
    return brokers;
  }

  /** JDBC URL of the role that creates and writes tables. */
  public String database() throws IOException, InterruptedException {
    if (database == null) {
      database = address("database");
    }
    return database;
  }

  private String address(String service) throws IOException, InterruptedException {
    ObjectNode question =
        JsonNodeFactory.instance
            .objectNode()
            .put("start", service)
            .put("directory", directory.resolve(service).toString());
    return worker.ask(question, START_LIMIT).get("address").asText();
  }

  /** Stops both. */
  @Override
  public void close() {
    worker.close();
  }
}
