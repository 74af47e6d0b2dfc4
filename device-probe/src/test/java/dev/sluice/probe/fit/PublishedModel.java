package dev.sluice.probe.fit;

import dev.sluice.probe.gguf.GgufBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model that people really download, as its header describes it. The weights are a hole in a
 * sparse file. The last two figures: whether the output matrix is the token embedding, and whether
 * queries, keys and values have biases.
 */
public enum PublishedModel {
  LLAMA_3_2_3B("llama", 28, 3_072, 8_192, 24, 128_256, true, false),
  LLAMA_3_1_8B("llama", 32, 4_096, 14_336, 32, 128_256, false, false),
  QWEN_2_5_14B("qwen2", 48, 5_120, 13_824, 40, 152_064, false, true),
  QWEN_2_5_32B("qwen2", 64, 5_120, 27_648, 40, 152_064, false, true),
  LLAMA_3_1_70B("llama", 80, 8_192, 28_672, 64, 128_256, false, false);

  private static final int KEY_VALUE_HEADS = 8;
  private static final int HEAD_LENGTH = 128;
  private static final int CONTEXT = 131_072;

  private final String architecture;
  private final int layers;
  private final int embedding;
  private final int feedForward;
  private final int heads;
  private final int vocabulary;
  private final boolean tied;
  private final boolean biases;

  PublishedModel(
      String architecture,
      int layers,
      int embedding,
      int feedForward,
      int heads,
      int vocabulary,
      boolean tied,
      boolean biases) {
    this.architecture = architecture;
    this.layers = layers;
    this.embedding = embedding;
    this.feedForward = feedForward;
    this.heads = heads;
    this.vocabulary = vocabulary;
    this.tied = tied;
    this.biases = biases;
  }

  /** How llama.cpp's quantize stores each matrix. */
  public enum Mix {
    Q8_0(7),
    Q4_K_M(15);

    private final int fileType;

    Mix(int fileType) {
      this.fileType = fileType;
    }

    private Format output() {
      return this == Q8_0 ? Format.Q8_0 : Format.Q6_K;
    }

    private Format matrix() {
      return this == Q8_0 ? Format.Q8_0 : Format.Q4_K;
    }

    /** Values and the way down get more bits in the first and last eighth and every third layer. */
    private Format sensitive(int layer, int layers) {
      int eighth = layers / 8;
      boolean more = layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
      return this == Q4_K_M && more ? Format.Q6_K : matrix();
    }
  }

  private enum Format {
    F32(0, 1, 4),
    Q8_0(8, 32, 34),
    Q4_K(12, 256, 144),
    Q5_K(13, 256, 176),
    Q6_K(14, 256, 210);

    private final int code;
    private final int blockValues;
    private final int blockBytes;

    Format(int code, int blockValues, int blockBytes) {
      this.code = code;
      this.blockValues = blockValues;
      this.blockBytes = blockBytes;
    }
  }

  public Path writeTo(Path directory, Mix mix) throws IOException {
    Tensors tensors = tensors(mix);
    String prefix = architecture + ".";
    GgufBytes header =
        new GgufBytes()
            .preamble(3, tensors.count, 9)
            .text("general.architecture", architecture)
            .uint32("general.file_type", mix.fileType)
            .uint32(prefix + "block_count", layers)
            .uint32(prefix + "context_length", CONTEXT)
            .uint32(prefix + "embedding_length", embedding)
            .uint32(prefix + "feed_forward_length", feedForward)
            .uint32(prefix + "attention.head_count", heads)
            .uint32(prefix + "attention.head_count_kv", KEY_VALUE_HEADS)
            .uint32(prefix + "vocab_size", vocabulary)
            .raw(tensors.table.toByteArray())
            .padTo(32);
    Path file = directory.resolve(name() + "-" + mix + ".gguf");
    Files.write(file, header.toByteArray());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(sparse.length() + tensors.bytes);
    }
    return file;
  }

  private Tensors tensors(Mix mix) {
    Tensors tensors = new Tensors();
    tensors.add("token_embd.weight", tied ? mix.output() : mix.matrix(), embedding, vocabulary);
    tensors.add("output_norm.weight", Format.F32, embedding);
    if (!tied) {
      tensors.add("output.weight", mix.output(), embedding, vocabulary);
    }
    for (int layer = 0; layer < layers; layer++) {
      addLayer(tensors, mix, layer);
    }
    return tensors;
  }

  private void addLayer(Tensors tensors, Mix mix, int layer) {
    String block = "blk." + layer + ".";
    int keyValue = KEY_VALUE_HEADS * HEAD_LENGTH;
    Format sensitive = mix.sensitive(layer, layers);
    // In the 70B model eight heads share a value, so quantize is more careful with it.
    boolean careful = this == LLAMA_3_1_70B && sensitive == Format.Q4_K;
    tensors.add(block + "attn_norm.weight", Format.F32, embedding);
    tensors.add(block + "attn_q.weight", mix.matrix(), embedding, embedding);
    tensors.add(block + "attn_k.weight", mix.matrix(), embedding, keyValue);
    tensors.add(block + "attn_v.weight", careful ? Format.Q5_K : sensitive, embedding, keyValue);
    if (biases) {
      tensors.add(block + "attn_q.bias", Format.F32, embedding);
      tensors.add(block + "attn_k.bias", Format.F32, keyValue);
      tensors.add(block + "attn_v.bias", Format.F32, keyValue);
    }
    tensors.add(block + "attn_output.weight", mix.matrix(), embedding, embedding);
    tensors.add(block + "ffn_norm.weight", Format.F32, embedding);
    tensors.add(block + "ffn_gate.weight", mix.matrix(), embedding, feedForward);
    tensors.add(block + "ffn_up.weight", mix.matrix(), embedding, feedForward);
    tensors.add(block + "ffn_down.weight", sensitive, feedForward, embedding);
  }

  private static final class Tensors {
    private final GgufBytes table = new GgufBytes();
    private int count;
    private long bytes;

    private void add(String name, Format format, long... dimensions) {
      long values = 1;
      for (long dimension : dimensions) {
        values *= dimension;
      }
      table.tensor(name, format.code, bytes, dimensions);
      bytes += values / format.blockValues * format.blockBytes;
      count++;
    }
  }
}
