package dev.sluice.standalone.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.MachineFacts;
import java.util.OptionalDouble;

/** The result as JSON for programs. A figure that could not be measured is not among them. */
final class BenchJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private BenchJson() {}

  static String render(BenchResult result) {
    ObjectNode root = JSON.objectNode();
    ArrayNode figures = root.putArray("figures");
    ArrayNode notes = root.putArray("notes");
    for (BenchResult.Part part : result.parts()) {
      part.findings().figures().forEach(each -> figures.add(figure(part.study(), each)));
      part.findings().notes().forEach(notes::add);
    }
    root.put("plan", result.plan().name());
    root.set("machine", machine(result));
    return root.toPrettyString();
  }

  private static ObjectNode figure(String study, Figure figure) {
    ObjectNode node = JSON.objectNode();
    node.put("id", figure.id());
    node.put("unit", figure.unit());
    node.put("median", figure.median());
    node.put("min", figure.min());
    node.put("max", figure.max());
    node.put("rounds", figure.rounds());
    node.put("study", study);
    figure.limit().ifPresent(limit -> node.putObject("limit").put(limit.key(), limit.value()));
    figure.holds().ifPresent(holds -> node.put("holds", holds));
    return node;
  }

  private static ObjectNode machine(BenchResult result) {
    MachineFacts machine = result.machine();
    ObjectNode node = JSON.objectNode();
    node.put("system", machine.system());
    node.put("architecture", machine.architecture());
    node.put("processors", machine.processors());
    node.put("memoryBytes", machine.memoryBytes());
    put(node, "loadAverage", machine.loadAverage());
    put(node, "loadAverageAtEnd", result.loadAverageAtEnd());
    node.put("busy", machine.busy());
    node.put("java", machine.java());
    return node;
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, value.getAsDouble());
    } else {
      node.putNull(key);
    }
  }
}
