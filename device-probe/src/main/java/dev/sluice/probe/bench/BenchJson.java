package dev.sluice.probe.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.engine.EngineBuild;

/** The result as JSON for programs. A figure that could not be measured is not among them. */
final class BenchJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private BenchJson() {}

  static String render(BenchResult result) {
    ObjectNode root = JSON.objectNode();
    ArrayNode figures = root.putArray("figures");
    result.figures().forEach(figure -> figures.add(figure(figure)));
    root.set("work", work(result));
    root.set("machine", machine(result.machine()));
    return root.toPrettyString();
  }

  private static ObjectNode figure(Figure figure) {
    ObjectNode node = JSON.objectNode();
    node.put("id", figure.id());
    node.put("unit", figure.unit());
    node.put("median", figure.median());
    node.put("min", figure.min());
    node.put("max", figure.max());
    node.put("rounds", figure.rounds());
    figure.limit().ifPresent(limit -> node.putObject("limit").put(limit.key(), limit.value()));
    figure.holds().ifPresent(holds -> node.put("holds", holds));
    return node;
  }

  private static ObjectNode work(BenchResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("model", result.model().file().orElse(null));
    node.put("digest", result.model().digest().map(hex -> "sha256:" + hex).orElse(null));
    node.put("quantization", result.model().quantization().orElse(null));
    EngineBuild engine = result.engine().build();
    node.put("runtimeBuild", engine.runtimeBuild());
    node.put("backend", engine.backend());
    node.put("threads", engine.configuration().threads().orElseThrow());
    node.put("contextTokens", engine.configuration().contextTokens().orElseThrow());
    node.put("items", result.items());
    node.put("promptsInOnePass", result.work().answersOfOnePass());
    node.put("promptTokens", result.work().promptTokensOfOnePass());
    node.put("generatedTokens", result.work().generatedTokensOfOnePass());
    node.put("discardedRounds", result.discardedRounds());
    return node;
  }

  private static ObjectNode machine(MachineFacts machine) {
    ObjectNode node = JSON.objectNode();
    node.put("system", machine.system());
    node.put("architecture", machine.architecture());
    node.put("processors", machine.processors());
    node.put("memoryBytes", machine.memoryBytes());
    if (machine.loadAverage().isPresent()) {
      node.put("loadAverage", machine.loadAverage().getAsDouble());
    } else {
      node.putNull("loadAverage");
    }
    node.put("busy", machine.busy());
    node.put("java", machine.java());
    ArrayNode options = node.putArray("javaOptions");
    machine.javaOptions().forEach(options::add);
    return node;
  }
}
