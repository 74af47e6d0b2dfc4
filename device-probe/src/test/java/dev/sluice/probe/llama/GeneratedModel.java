package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a Llama model of any size whose weights are all zero, with the tiny models' tokenizer. The
 * file is sparse, so it takes no disk; in memory it is as large as any other once it is read.
 *
 * @param weights how the matrices are stored
 */
record GeneratedModel(
    int layers,
    int embedding,
    int feedForward,
    int heads,
    int keyValueHeads,
    int context,
    Weights weights) {
  private static final int VOCABULARY = 640;
  private static final int ALIGNMENT = 32;
  private static final int F32 = 0;

  /** ggml's code of a block format of 32 values, and the bytes of one block. */
  enum Weights {
    Q4_0(2, 18),
    Q8_0(8, 34);

    private final int code;
    private final int blockBytes;

    Weights(int code, int blockBytes) {
      this.code = code;
      this.blockBytes = blockBytes;
    }
  }

  Path writeTo(Path file) throws IOException {
    Tensors tensors = tensors();
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes("GGUF".getBytes(UTF_8));
    header.writeBytes(little(20).putInt(3).putLong(tensors.count).putLong(entryCount()).array());
    writeText(header, "general.architecture", "llama");
    writeText(header, "general.name", "generated");
    writeInteger(header, "llama.vocab_size", VOCABULARY);
    writeInteger(header, "llama.context_length", context);
    writeInteger(header, "llama.embedding_length", embedding);
    writeInteger(header, "llama.block_count", layers);
    writeInteger(header, "llama.feed_forward_length", feedForward);
    writeInteger(header, "llama.attention.head_count", heads);
    writeInteger(header, "llama.attention.head_count_kv", keyValueHeads);
    writeInteger(header, "llama.rope.dimension_count", embedding / heads);
    writeString(header, "llama.attention.layer_norm_rms_epsilon");
    header.writeBytes(little(8).putInt(6).putFloat(1e-5f).array());
    header.writeBytes(TokenizerEntries.ofTinyModel().bytes().toByteArray());
    header.writeBytes(tensors.table.toByteArray());
    long dataStart = (header.size() + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
    Files.write(file, header.toByteArray());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(dataStart + tensors.dataBytes);
    }
    return file;
  }

  private static long entryCount() throws IOException {
    return 11L + TokenizerEntries.ofTinyModel().count();
  }

  private Tensors tensors() {
    int keyValue = keyValueHeads * (embedding / heads);
    Tensors tensors = new Tensors();
    tensors.addMatrix("token_embd.weight", embedding, VOCABULARY);
    tensors.addVector("output_norm.weight", embedding);
    for (int layer = 0; layer < layers; layer++) {
      String block = "blk." + layer + ".";
      tensors.addVector(block + "attn_norm.weight", embedding);
      tensors.addMatrix(block + "attn_q.weight", embedding, embedding);
      tensors.addMatrix(block + "attn_k.weight", embedding, keyValue);
      tensors.addMatrix(block + "attn_v.weight", embedding, keyValue);
      tensors.addMatrix(block + "attn_output.weight", embedding, embedding);
      tensors.addVector(block + "ffn_norm.weight", embedding);
      tensors.addMatrix(block + "ffn_gate.weight", embedding, feedForward);
      tensors.addMatrix(block + "ffn_up.weight", embedding, feedForward);
      tensors.addMatrix(block + "ffn_down.weight", feedForward, embedding);
    }
    return tensors;
  }

  private final class Tensors {
    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private long count;
    private long dataBytes;

    private void addMatrix(String name, int columns, int rows) {
      add(name, weights.code, (long) columns / 32 * weights.blockBytes * rows, columns, rows);
    }

    private void addVector(String name, int length) {
      add(name, F32, 4L * length, length);
    }

    private void add(String name, int type, long bytes, int... dimensions) {
      writeString(table, name);
      table.writeBytes(little(4).putInt(dimensions.length).array());
      for (int dimension : dimensions) {
        table.writeBytes(little(8).putLong(dimension).array());
      }
      table.writeBytes(little(12).putInt(type).putLong(dataBytes).array());
      count++;
      dataBytes += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  /** The tiny model's metadata about its tokenizer, byte for byte. */
  private record TokenizerEntries(int count, ByteArrayOutputStream bytes) {
    private static final List<Integer> VALUE_BYTES = List.of(1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8);
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private static TokenizerEntries ofTinyModel() throws IOException {
      ByteBuffer file =
          ByteBuffer.wrap(Files.readAllBytes(TinyModels.good())).order(ByteOrder.LITTLE_ENDIAN);
      long entries = file.position(16).getLong();
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      int count = 0;
      for (long i = 0; i < entries; i++) {
        int start = file.position();
        byte[] key = new byte[(int) file.getLong()];
        file.get(key);
        skipValue(file, file.getInt());
        if (new String(key, UTF_8).startsWith("tokenizer.")) {
          kept.write(file.array(), start, file.position() - start);
          count++;
        }
      }
      return new TokenizerEntries(count, kept);
    }

    private static void skipValue(ByteBuffer file, int type) {
      if (type == STRING) {
        int length = (int) file.getLong();
        file.position(file.position() + length);
      } else if (type == ARRAY) {
        int element = file.getInt();
        long length = file.getLong();
        for (long i = 0; i < length; i++) {
          skipValue(file, element);
        }
      } else {
        file.position(file.position() + VALUE_BYTES.get(type));
      }
    }
  }

  private static void writeText(ByteArrayOutputStream out, String key, String value) {
    writeString(out, key);
    out.writeBytes(little(4).putInt(8).array());
    writeString(out, value);
  }

  private static void writeInteger(ByteArrayOutputStream out, String key, int value) {
    writeString(out, key);
    out.writeBytes(little(8).putInt(4).putInt(value).array());
  }

  private static void writeString(ByteArrayOutputStream out, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    out.writeBytes(little(8).putLong(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
