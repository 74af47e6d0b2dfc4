package dev.sluice.standalone.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.Cost;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import dev.sluice.standalone.bench.worker.Separation;
import dev.sluice.standalone.bench.worker.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a report costs the gateway, sent alone and by the hundred, beside a bare producer of the
 * same bytes. Gateway, producer, sender and broker are processes of their own; of the first two the
 * processor time is told. Where the system lets them, these two have a processor of their own, as a
 * gateway has whose senders and brokers are on other machines.
 */
public final class GatewayStudy implements Study {
  private static final int SIDES = 3;

  /**
   * Each waits for the broker's disk: so many that the gateway has as much to do as it can, like
   * the producer beside it. With 128 it was half idle, and woke up for every one of them.
   */
  private static final int SINGLE_CONNECTIONS = 512;

  private static final int BATCH_CONNECTIONS = 16;
  private static final String HEAP = "512m"; // the launcher's for an ingest alone
  private static final Limit SINGLE = new Limit.AtLeast(0.12);
  private static final Limit BATCHED = new Limit.AtLeast(0.5);

  private boolean sidesApart;
  private final List<Cost> bare = new ArrayList<>();
  private final List<Cost> single = new ArrayList<>();
  private final List<Cost> batched = new ArrayList<>();

  @Override
  public String id() {
    return "gateway";
  }

  @Override
  public String title() {
    return "a report through the gateway, beside a bare producer of the same bytes";
  }

  @Override
  public int steps(BenchPlan plan) {
    return SIDES * plan.allRounds();
  }

  @Override
  public Findings measure(Stage stage) throws IOException, InterruptedException {
    String brokers = stage.brokers();
    try (Worker producer = stage.worker("producer", ProducerProgram.class, HEAP, brokers);
        GatewayUnderLoad gateway = GatewayUnderLoad.start(stage, HEAP);
        Separation separation = gateway.sidesApart(producer.processId(), stage.servicesProcess())) {
      sidesApart = separation.holds();
      for (int round = 0; round < stage.plan().allRounds(); round++) {
        measure(stage, producer, gateway, stage.plan().counts(round));
        stage.reportsLog().clear();
      }
    }
    return new Findings(figures(), List.of(note()));
  }

  private void measure(Stage stage, Worker producer, GatewayUnderLoad gateway, boolean counts)
      throws IOException, InterruptedException {
    BenchPlan plan = stage.plan();
    keep(stage, "bare producer", bare, produce(producer, plan.producedReports()), counts);
    keep(
        stage,
        "sent alone",
        single,
        gateway.take(plan.singleReports(), false, SINGLE_CONNECTIONS),
        counts);
    keep(
        stage,
        "sent by the hundred",
        batched,
        gateway.take(plan.batchedReports(), true, BATCH_CONNECTIONS),
        counts);
  }

  private static void keep(Stage stage, String what, List<Cost> side, Cost cost, boolean counts) {
    stage.step("gateway: %s, %.1f us a report".formatted(what, cost.cpuMicros()));
    if (counts) {
      side.add(cost);
    }
  }

  private static Cost produce(Worker producer, int reports)
      throws IOException, InterruptedException {
    JsonNode answer = producer.ask(Stage.question().put("reports", reports), Stage.LIMIT);
    return new Cost(reports, answer.get("cpuNanos").asLong(), answer.get("wallNanos").asLong());
  }

  private String note() {
    return sidesApart
        ? "gateway: gateway and producer had a processor of their own."
        : "gateway: gateway and producer shared the processors with senders and broker, whose work"
            + " is then in their caches' way.";
  }

  private List<Figure> figures() {
    return new FigureList()
        .addCpuRatio("gateway_single_cpu_ratio", bare, single, SINGLE)
        .addCpuRatio("gateway_batch_cpu_ratio", bare, batched, BATCHED)
        .addSide("gateway_single", single)
        .addSide("gateway_batch", batched)
        .addSide("bare_producer", bare)
        .toList();
  }
}
