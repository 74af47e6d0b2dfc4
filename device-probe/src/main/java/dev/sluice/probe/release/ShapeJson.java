package dev.sluice.probe.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.fit.ModelShape;
import dev.sluice.probe.fit.ModelShape.Layer;
import dev.sluice.probe.fit.ShapeFinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A model's dimensions in a manifest; layers that are alike are written once, with their count. */
final class ShapeJson {
  private static final int MAX_LENGTH = 1 << 24;
  private static final int MAX_RUNS = 256;
  private static final long MAX_COUNT = 1L << 44;

  private ShapeJson() {}

  static ModelShape parse(Fields fields) throws MalformedReleaseException {
    List<Layer> layers = new ArrayList<>();
    for (List<Layer> run : fields.parts("layers", 1, MAX_RUNS, ShapeJson::run)) {
      layers.addAll(run);
    }
    if (layers.size() > ShapeFinding.MAX_LAYERS) {
      throw new MalformedReleaseException(
          "%s must have at most %d layers, has %d"
              .formatted(fields.path(), ShapeFinding.MAX_LAYERS, layers.size()));
    }
    return new ModelShape(
        length(fields, "embeddingLength"),
        length(fields, "keyLength"),
        length(fields, "valueLength"),
        length(fields, "vocabularySize"),
        layers,
        fields.whole("weightBytes", 1, MAX_COUNT),
        fields.whole("weightCount", 1, MAX_COUNT),
        fields.whole("repackedBytes", 0, MAX_COUNT));
  }

  private static List<Layer> run(Fields fields) throws MalformedReleaseException {
    int count = (int) fields.whole("count", 1, ShapeFinding.MAX_LAYERS);
    Layer layer =
        new Layer(
            length(fields, "heads"),
            length(fields, "keyValueHeads"),
            length(fields, "feedForwardLength"));
    return Collections.nCopies(count, layer);
  }

  private static int length(Fields fields, String name) throws MalformedReleaseException {
    return (int) fields.whole(name, 1, MAX_LENGTH);
  }

  static ObjectNode write(ModelShape shape) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("embeddingLength", shape.embeddingLength());
    node.put("keyLength", shape.keyLength());
    node.put("valueLength", shape.valueLength());
    node.put("vocabularySize", shape.vocabularySize());
    ArrayNode runs = node.putArray("layers");
    int from = 0;
    for (int to = 1; to <= shape.layers().size(); to++) {
      if (to == shape.layers().size() || !shape.layers().get(to).equals(shape.layers().get(from))) {
        writeRun(runs.addObject(), shape.layers().get(from), to - from);
        from = to;
      }
    }
    node.put("weightBytes", shape.weightBytes());
    node.put("weightCount", shape.weightCount());
    node.put("repackedBytes", shape.repackedBytes());
    return node;
  }

  private static void writeRun(ObjectNode run, Layer layer, int count) {
    run.put("count", count);
    run.put("heads", layer.heads());
    run.put("keyValueHeads", layer.keyValueHeads());
    run.put("feedForwardLength", layer.feedForwardLength());
  }
}
