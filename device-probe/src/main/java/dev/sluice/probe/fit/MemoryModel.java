package dev.sluice.probe.fit;

import dev.sluice.probe.fit.ModelShape.Layer;

/**
 * The memory of a dense transformer in llama.cpp on a processor, from its dimensions.
 *
 * <p>Covers: weights mapped from the file, one sequence, everything in main memory. Does not cover:
 * the tokenizer's tables, some 200 bytes per token; layers on a graphics card; a smaller cache for
 * sliding windows, which b4916 does not have and newer builds do.
 *
 * @see <a href="https://github.com/ggml-org/llama.cpp/tree/b4916">llama.cpp b4916</a>
 */
public final class MemoryModel {
  /*
   * Keys and values: llama_kv_cache_init allocates and clears them for the whole context.
   *
   * Compute: at start llama.cpp builds the graph of a full step at the end of a full context and
   * lets ggml's allocator find the buffer that holds its largest set of living tensors, all of them
   * 32-bit floats. In a dense transformer that is one of three moments:
   *   attention     scores (heads x entries) for each token of the step; the softmax works in place.
   *                 The mask (entries), the layer's input, its normalised copy, the queries and
   *                 their rotated copy.
   *   feed-forward  gate and up, the mask, the residual, its normalised copy and the layer's input.
   *   output        the logits for each token of the step, and what they are computed from.
   * This gives the "compute buffer size" that the library logs, to the hundredth of a MiB but for a
   * few kilobytes of indices: 42.01 MiB for 14 layers of 1024, 16 heads, context 1024 and step 512
   * (attention), 2.14 for the same at 64 and 64 (feed-forward).
   *
   * Beside it ggml_graph_plan takes one work buffer for the largest operand that a matrix product
   * converts first: the attention's weights to 16 bits, for they meet 16-bit values, or activations
   * to at most 292/256 bytes each (Q8_K). With flash attention neither scores nor weights exist, and
   * the mask is there twice, once in 16 bits.
   */
  private static final long FLOAT_BYTES = 4;

  private static final long HALF_BYTES = 2;

  /**
   * What the library takes for itself, whatever the model: code, graphs, thread stacks, the JVM's
   * part in calling it. Measured with b4916 on Linux x86-64: 31 to 32 million bytes.
   */
  private static final long RUNTIME_BYTES = 32_000_000;

  private MemoryModel() {}

  /**
   * Computes where the memory goes.
   *
   * @throws ArithmeticException when a size does not fit into 63 bits
   */
  public static MemoryEstimate estimate(ModelShape shape, RunPlan plan) {
    return new MemoryEstimate(
        shape.weightBytes(),
        cacheBytes(shape, plan),
        computeBytes(shape, plan),
        RUNTIME_BYTES,
        shape.repackedBytes());
  }

  private static long cacheBytes(ModelShape shape, RunPlan plan) {
    long bytes = 0;
    for (Layer layer : shape.layers()) {
      long keys = product(layer.keyValueHeads(), shape.keyLength(), plan.cacheEntries());
      long values = product(layer.keyValueHeads(), shape.valueLength(), plan.cacheEntries());
      bytes = Math.addExact(bytes, plan.cacheType().bytes(keys));
      bytes = Math.addExact(bytes, plan.cacheType().bytes(values));
    }
    return bytes;
  }

  private static long computeBytes(ModelShape shape, RunPlan plan) {
    long buffer = outputBytes(shape, plan);
    long work = 0;
    for (Layer layer : shape.layers()) {
      buffer = Math.max(buffer, attentionBytes(shape, layer, plan));
      buffer = Math.max(buffer, feedForwardBytes(shape, layer, plan));
      work = Math.max(work, workBytes(layer, plan));
    }
    return Math.addExact(buffer, work);
  }

  private static long attentionBytes(ModelShape shape, Layer layer, RunPlan plan) {
    boolean flash = plan.cacheType().needsFlashAttention();
    long query = product(layer.heads(), shape.keyLength());
    long scores = flash ? 0 : product(layer.heads(), plan.cacheEntries());
    long perToken = Math.addExact(scores, 2L * shape.embeddingLength() + 2 * query);
    long halfMask = flash ? product(HALF_BYTES, plan.cacheEntries(), plan.stepTokens()) : 0;
    return Math.addExact(
        floats(perToken, plan), Math.addExact(floats(plan.cacheEntries(), plan), halfMask));
  }

  private static long feedForwardBytes(ModelShape shape, Layer layer, RunPlan plan) {
    long perToken =
        2L * layer.feedForwardLength() + 3L * shape.embeddingLength() + plan.cacheEntries();
    return floats(perToken, plan);
  }

  private static long outputBytes(ModelShape shape, RunPlan plan) {
    return floats((long) shape.vocabularySize() + shape.embeddingLength(), plan);
  }

  private static long workBytes(Layer layer, RunPlan plan) {
    long activations = product(layer.feedForwardLength(), plan.stepTokens(), 292) / 256;
    if (plan.cacheType().needsFlashAttention()) {
      return activations;
    }
    long attention = product(HALF_BYTES, layer.heads(), plan.cacheEntries(), plan.stepTokens());
    return Math.max(activations, attention);
  }

  private static long floats(long perToken, RunPlan plan) {
    return product(FLOAT_BYTES, perToken, plan.stepTokens());
  }

  private static long product(long... factors) {
    long product = 1;
    for (long factor : factors) {
      product = Math.multiplyExact(product, factor);
    }
    return product;
  }
}
