package dev.sluice.probe.fit;

import java.util.List;
import java.util.Objects;

/**
 * The dimensions of a dense transformer that its memory follows from.
 *
 * @param embeddingLength width between the layers
 * @param keyLength width of one head's key (and query)
 * @param valueLength width of one head's value
 * @param vocabularySize tokens that are told apart
 * @param layers from the first to the last
 * @param weightBytes bytes of all tensors
 * @param weightCount weights in all tensors
 * @param repackedBytes bytes of the tensors that the engine copies into another order
 */
public record ModelShape(
    int embeddingLength,
    int keyLength,
    int valueLength,
    int vocabularySize,
    List<Layer> layers,
    long weightBytes,
    long weightCount,
    long repackedBytes) {

  /**
   * One layer.
   *
   * @param heads query heads
   * @param keyValueHeads heads that keys and values are kept for
   * @param feedForwardLength width inside
   */
  public record Layer(int heads, int keyValueHeads, int feedForwardLength) {
    public Layer {
      if (heads < 1 || keyValueHeads < 1 || keyValueHeads > heads || feedForwardLength < 1) {
        throw new IllegalArgumentException(
            "a layer needs 1 <= key-value heads <= heads and a width, had %d, %d and %d"
                .formatted(keyValueHeads, heads, feedForwardLength));
      }
    }
  }

  public ModelShape {
    layers = List.copyOf(Objects.requireNonNull(layers, "layers"));
    if (layers.isEmpty()
        || Math.min(Math.min(embeddingLength, vocabularySize), Math.min(keyLength, valueLength)) < 1
        || weightBytes < 1
        || weightCount < 1
        || repackedBytes < 0
        || repackedBytes > weightBytes) {
      throw new IllegalArgumentException("every dimension must be at least 1");
    }
  }
}
