package dev.sluice.probe.fit;

import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.Hyperparameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** Whether a header says enough for its model's memory to be computed. */
public sealed interface ShapeFinding {

  /** It does. */
  record Known(ModelShape shape) implements ShapeFinding {
    public Known {
      Objects.requireNonNull(shape, "shape");
    }
  }

  /**
   * It does not.
   *
   * @param reason one line for a person
   */
  record Unknown(String reason) implements ShapeFinding {
    public Unknown {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Dense transformers with one cache entry per token and layer. Others keep a state of fixed size
   * (Mamba, RWKV), compress their cache (DeepSeek) or route between experts.
   */
  Set<String> ARCHITECTURES =
      Set.of("llama", "qwen2", "qwen3", "gemma", "gemma2", "gemma3", "phi3", "granite", "exaone");

  int MAX_LAYERS = 1_024;

  /** Never fills in what a header leaves open, except by the rules of llama.cpp's own loader. */
  static ShapeFinding of(GgufModel model) {
    Hyperparameters stated = model.hyperparameters();
    if (!ARCHITECTURES.contains(model.architecture())) {
      return new Unknown("the architecture '%s' is not modelled".formatted(model.architecture()));
    }
    if (stated.expertCount().orElse(1) != 1) {
      return new Unknown("it is a mixture of experts, which is not modelled");
    }
    int layers = stated.blockCount().orElse(0);
    int embedding = stated.embeddingLength().orElse(0);
    int vocabulary = stated.vocabularySize().orElse(0);
    if (layers < 1 || layers > MAX_LAYERS || embedding < 1 || vocabulary < 1) {
      return new Unknown(
          "its header does not say how many layers (1 to %d), which width or which vocabulary it has"
              .formatted(MAX_LAYERS));
    }
    List<Integer> heads = byLayer(stated.headCounts(), layers);
    // llama.cpp: without a count of its own, keys and values have as many heads as queries.
    List<Integer> keyValueHeads =
        stated.keyValueHeadCounts().isEmpty()
            ? heads
            : byLayer(stated.keyValueHeadCounts(), layers);
    List<Integer> feedForward = byLayer(stated.feedForwardLengths(), layers);
    if (heads.isEmpty() || keyValueHeads.isEmpty() || feedForward.isEmpty()) {
      return new Unknown("its header does not give heads and widths for each of its layers");
    }
    return describe(model, embedding, vocabulary, heads, keyValueHeads, feedForward);
  }

  private static ShapeFinding describe(
      GgufModel model,
      int embedding,
      int vocabulary,
      List<Integer> heads,
      List<Integer> keyValueHeads,
      List<Integer> feedForward) {
    int keyLength = headLength(model.hyperparameters().keyLength(), embedding, heads.get(0));
    int valueLength = headLength(model.hyperparameters().valueLength(), embedding, heads.get(0));
    if (keyLength < 1 || valueLength < 1) {
      return new Unknown("its header does not say how wide an attention head is");
    }
    List<ModelShape.Layer> layers = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      if (keyValueHeads.get(i) > heads.get(i)) {
        return new Unknown("its header gives keys and values more heads than queries");
      }
      layers.add(new ModelShape.Layer(heads.get(i), keyValueHeads.get(i), feedForward.get(i)));
    }
    return new Known(
        new ModelShape(
            embedding,
            keyLength,
            valueLength,
            vocabulary,
            layers,
            model.tensorBytes(),
            model.weightCount(),
            model.repackableBytes()));
  }

  /** One figure for every layer; empty when the header's are too few or no figures. */
  private static List<Integer> byLayer(List<Integer> stated, int layers) {
    if (stated.isEmpty() || stated.stream().anyMatch(figure -> figure < 1)) {
      return List.of();
    }
    if (stated.size() == 1) {
      return Collections.nCopies(layers, stated.get(0));
    }
    return stated.size() >= layers ? stated.subList(0, layers) : List.of();
  }

  /** llama.cpp: without a width of its own, the heads of the first layer share the embedding's. */
  private static int headLength(OptionalInt stated, int embedding, int heads) {
    return stated.orElse(embedding % heads == 0 ? embedding / heads : 0);
  }
}
