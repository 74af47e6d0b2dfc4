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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the gateway still does of its work when three times as much is asked of it as it can take,
 * and whether everyone who is refused is told so. The plateau is what it takes before and after.
 *
 * <p>Where the system lets them, the senders have a processor of their own: they do three times the
 * work under overload, and would take it from gateway and broker.
 */
public final class OverloadStudy implements Study {
  private static final int TIMES = 3;
  private static final int MOST_ROUNDS = 5;
  private static final String HEAP = "512m";

  /** Reports under way on these are more than the gateway lets wait for the broker. */
  private static final int MANY_CONNECTIONS = 256;

  private static final int CONNECTIONS = 64;
  private static final int FIRST_REQUESTS = 300;
  private static final int MOST_WARM_UPS = 5;
  private static final double RISING = 1.1;
  private static final Limit GOODPUT = new Limit.AtLeast(0.9);
  private static final Limit UNTOLD = new Limit.EachAtMost(0);

  /** Three quarters of what it may have: it keeps no request that it cannot pass on. */
  private static final Limit BOUNDED = new Limit.EachAtMost(384);

  private boolean sendersApart;
  private final List<Double> ratio = new ArrayList<>();
  private final List<Double> plateau = new ArrayList<>();
  private final List<Double> goodput = new ArrayList<>();
  private final List<Double> refused = new ArrayList<>();
  private final List<Double> untold = new ArrayList<>();
  private final List<Double> heap = new ArrayList<>();

  @Override
  public String id() {
    return "overload";
  }

  @Override
  public String title() {
    return "batches sent to the gateway at three times the rate that it can take";
  }

  @Override
  public int steps(BenchPlan plan) {
    return 2 + 2 * rounds(plan);
  }

  private static int rounds(BenchPlan plan) {
    return Math.min(MOST_ROUNDS, plan.rounds());
  }

  @Override
  public Findings measure(Stage stage) throws IOException, InterruptedException {
    try (GatewayUnderLoad gateway = GatewayUnderLoad.start(stage, HEAP);
        Separation separation = gateway.sendersApart(stage.servicesProcess())) {
      sendersApart = separation.holds();
      Cost warm = warmUp(stage, gateway);
      long requests = requests(warm, stage.plan().overloadSeconds());
      refuse(gateway, warm.rate(), stage.plan().overloadSeconds());
      stage.step("overload: warm-up");
      Cost before = capacity(stage, gateway, requests);
      for (int round = 0; round < rounds(stage.plan()); round++) {
        double accepted = overload(gateway, before.rate(), stage.plan().overloadSeconds());
        stage.step("overload: three times as much");
        Cost after = capacity(stage, gateway, requests);
        keep(accepted, (before.rate() + after.rate()) / 2);
        before = after;
      }
    }
    return new Findings(figures(), List.of(note()));
  }

  /** Until it gets no faster: a plateau that still rises is none. */
  private static Cost warmUp(Stage stage, GatewayUnderLoad gateway)
      throws IOException, InterruptedException {
    Cost before = atCapacity(gateway, FIRST_REQUESTS);
    for (int pass = 0; pass < MOST_WARM_UPS; pass++) {
      Cost now = atCapacity(gateway, requests(before, stage.plan().overloadSeconds()));
      stage.reportsLog().clear();
      if (now.rate() < RISING * before.rate()) {
        return now;
      }
      before = now;
    }
    return before;
  }

  private static Cost capacity(Stage stage, GatewayUnderLoad gateway, long requests)
      throws IOException, InterruptedException {
    Cost cost = atCapacity(gateway, requests);
    stage.step("overload: capacity, %,.0f reports a second".formatted(cost.rate()));
    stage.reportsLog().clear();
    return cost;
  }

  private static Cost atCapacity(GatewayUnderLoad gateway, long requests)
      throws IOException, InterruptedException {
    return gateway.take((int) requests * LoadProgram.BATCH, true, CONNECTIONS);
  }

  /** Enough for some seconds. */
  private static long requests(Cost cost, int seconds) {
    return Math.max(1, (long) (cost.rate() * seconds / LoadProgram.BATCH));
  }

  /** Sends that many times the capacity. */
  private static JsonNode refuse(GatewayUnderLoad gateway, double capacity, int seconds)
      throws IOException, InterruptedException {
    double offered = TIMES * capacity / LoadProgram.BATCH;
    long requests = Math.max(1, (long) (offered * seconds));
    return gateway.send(true, MANY_CONNECTIONS, requests, offered);
  }

  /** Reports a second that were accepted meanwhile. */
  private double overload(GatewayUnderLoad gateway, double capacity, int seconds)
      throws IOException, InterruptedException {
    JsonNode sent = refuse(gateway, capacity, seconds);
    double requests = sent.get("all").asDouble();
    double accepted = sent.get("accepted").asDouble();
    double told = sent.get("comeAgain").asDouble() + sent.get("unavailable").asDouble();
    refused.add(told / requests);
    untold.add(requests - accepted - told);
    heap.add(gateway.heapBytes() / 1e6);
    return accepted * LoadProgram.BATCH * 1e9 / sent.get("wallNanos").asDouble();
  }

  private void keep(double accepted, double capacity) {
    plateau.add(capacity);
    goodput.add(accepted);
    ratio.add(accepted / capacity);
  }

  private String note() {
    return sendersApart
        ? "overload: the senders had a processor of their own."
        : "overload: the senders shared the processors with gateway and broker, which accepted less"
            + " by what their refused requests took.";
  }

  private List<Figure> figures() {
    return new FigureList()
        .add("overload_goodput_ratio", "ratio", ratio, GOODPUT)
        .add("overload_untold", "requests", untold, UNTOLD)
        .add("overload_refused_share", "ratio", refused)
        .add("overload_goodput", "reports/s", goodput)
        .add("overload_plateau", "reports/s", plateau)
        .add("overload_gateway_heap", "MB", heap, BOUNDED)
        .toList();
  }
}
