package dev.sluice.probe.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes GGUF files field by field, right or wrong. */
public final class GgufBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A whole file with one F32 tensor of 8 values. */
  public static byte[] soundFile() {
    return new GgufBytes()
        .preamble(3, 1, 5)
        .text("general.architecture", "llama")
        .text("general.name", "test model")
        .uint32("general.file_type", 7)
        .uint32("llama.context_length", 256)
        .stringArray("tokenizer.ggml.tokens", "<s>", "</s>")
        .tensor("weight", 0, 0, 8)
        .padTo(32)
        .raw(new byte[32])
        .toByteArray();
  }

  public GgufBytes preamble(int version, long tensors, long entries) {
    return raw("GGUF".getBytes(UTF_8)).int32(version).int64(tensors).int64(entries);
  }

  public GgufBytes text(String key, String value) {
    return string(key).int32(8).string(value);
  }

  public GgufBytes uint32(String key, int value) {
    return string(key).int32(4).int32(value);
  }

  GgufBytes truth(String key, boolean value) {
    return string(key).int32(7).raw(new byte[] {(byte) (value ? 1 : 0)});
  }

  GgufBytes stringArray(String key, String... values) {
    string(key).int32(9).int32(8).int64(values.length);
    for (String value : values) {
      string(value);
    }
    return this;
  }

  public GgufBytes tensor(String name, int type, long offset, long... dimensions) {
    string(name).int32(dimensions.length);
    for (long dimension : dimensions) {
      int64(dimension);
    }
    return int32(type).int64(offset);
  }

  public GgufBytes string(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return int64(bytes.length).raw(bytes);
  }

  public GgufBytes int32(int value) {
    return raw(little(Integer.BYTES).putInt(value).array());
  }

  public GgufBytes int64(long value) {
    return raw(little(Long.BYTES).putLong(value).array());
  }

  public GgufBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public GgufBytes padTo(int alignment) {
    while (out.size() % alignment != 0) {
      out.write(0);
    }
    return this;
  }

  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
