package dev.sluice.standalone.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standalone.bench.figures.Cost;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.worker.Separation;
import dev.sluice.standalone.bench.worker.Worker;
import java.io.IOException;
import java.util.List;

/** A gateway and those who send to it, each in a process of its own. */
final class GatewayUnderLoad implements AutoCloseable {
  private static final String SENDERS_HEAP = "512m";

  private final Worker gateway;
  private final Worker senders;

  private GatewayUnderLoad(Worker gateway, Worker senders) {
    this.gateway = gateway;
    this.senders = senders;
  }

  /** Starts both. */
  static GatewayUnderLoad start(Stage stage, String maxHeap)
      throws IOException, InterruptedException {
    Worker gateway = stage.worker("gateway", GatewayProgram.class, maxHeap, stage.brokers());
    try {
      String port = account(gateway).get("port").asText();
      return new GatewayUnderLoad(
          gateway, stage.worker("senders", LoadProgram.class, SENDERS_HEAP, port));
    } catch (IOException | InterruptedException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  /**
   * Has some reports sent, as fast as answers come.
   *
   * @throws IOException if not all of them were accepted
   */
  Cost take(int reports, boolean batched, int connections)
      throws IOException, InterruptedException {
    long requests = batched ? reports / LoadProgram.BATCH : reports;
    long before = account(gateway).get("cpuNanos").asLong();
    JsonNode sent = send(batched, connections, requests, 0);
    long cpu = account(gateway).get("cpuNanos").asLong() - before;
    if (sent.get("accepted").asLong() != requests) {
      throw new IOException("the gateway did not accept all: " + sent);
    }
    return new Cost(reports, cpu, sent.get("wallNanos").asLong());
  }

  /** Has requests sent; the answer says what became of them. */
  JsonNode send(boolean batched, int connections, long requests, double perSecond)
      throws IOException, InterruptedException {
    ObjectNode question =
        Stage.question()
            .put("batched", batched)
            .put("connections", connections)
            .put("requests", requests)
            .put("perSecond", perSecond);
    return senders.ask(question, Stage.LIMIT);
  }

  /** Gives the senders a processor that gateway and broker do not use, where that can be had. */
  Separation sendersApart(long broker) throws IOException, InterruptedException {
    return Separation.of(List.of(senders.processId()), List.of(gateway.processId(), broker));
  }

  /** Gives the gateway and what it is compared with a processor that nobody else uses. */
  Separation sidesApart(long compared, long broker) throws IOException, InterruptedException {
    return Separation.of(
        List.of(gateway.processId(), compared), List.of(senders.processId(), broker));
  }

  /** Bytes in use on the gateway's heap, garbage included. */
  long heapBytes() throws IOException, InterruptedException {
    return account(gateway).get("heapBytes").asLong();
  }

  private static JsonNode account(Worker gateway) throws IOException, InterruptedException {
    return gateway.ask(Stage.question(), Stage.LIMIT);
  }

  @Override
  public void close() {
    senders.close();
    gateway.close();
  }
}
