package dev.sluice.standalone.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.bench.worker.Role;
import dev.sluice.standalone.bench.worker.RoleProgram;
import java.io.IOException;
import java.util.List;

/** The devices: a process that sends, whose own cost is nobody's. */
final class LoadProgram implements Role {
  static final int BATCH = 100;

  private final int port;
  private final List<byte[]> single = Bodies.requests(1);
  private final List<byte[]> batches = Bodies.requests(BATCH);

  private LoadProgram(int port) {
    this.port = port;
  }

  public static void main(String[] arguments) throws IOException {
    RoleProgram.run(new LoadProgram(Integer.parseInt(arguments[0])));
  }

  @Override
  public ObjectNode answer(JsonNode question) throws InterruptedException {
    boolean batched = question.get("batched").asBoolean();
    Load load =
        new Load(
            port,
            batched ? "/v1/reports:batch" : "/v1/reports",
            question.get("connections").asInt(),
            question.get("requests").asLong(),
            question.get("perSecond").asDouble());
    long start = System.nanoTime();
    Answers answers = load.send(batched ? batches : single);
    return JsonNodeFactory.instance
        .objectNode()
        .put("wallNanos", System.nanoTime() - start)
        .put("all", answers.all())
        .put("accepted", answers.with(Answers.ACCEPTED))
        .put("comeAgain", answers.with(Answers.COME_AGAIN))
        .put("unavailable", answers.with(Answers.UNAVAILABLE))
        .put("broken", answers.with(Answers.BROKEN));
  }

  @Override
  public void close() {}
}
