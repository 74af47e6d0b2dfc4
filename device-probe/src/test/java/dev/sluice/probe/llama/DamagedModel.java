package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;

/** A tiny model's bytes, damaged at one place. Each method leaves the original as it was. */
final class DamagedModel {
  private static final int TYPE_CODE_BYTES = 4;

  private final byte[] good;

  private DamagedModel(byte[] good) {
    this.good = good;
  }

  static DamagedModel ofTheGoodOne() throws IOException {
    return new DamagedModel(Files.readAllBytes(TinyModels.good()));
  }

  byte[] whole() {
    return good.clone();
  }

  byte[] cutTo(int length) {
    return Arrays.copyOf(good, length);
  }

  /** Gives a metadata entry of four bytes, an integer or a float, another value. */
  byte[] withValue(String key, int value) {
    return withInt(after(key) + TYPE_CODE_BYTES, value);
  }

  /** Gives a metadata entry another type. */
  byte[] withType(String key, int typeCode) {
    return withInt(after(key), typeCode);
  }

  /** Changes a field of a two-dimensional tensor, {@code offset} bytes behind its name. */
  byte[] withTensorField(String tensor, int offset, int value) {
    return withInt(after(tensor) + offset, value);
  }

  byte[] withInt(int position, int value) {
    byte[] changed = whole();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(position, value);
    return changed;
  }

  /** Replaces the first occurrence by a text of the same length. */
  byte[] renamed(String from, String to) {
    if (from.length() != to.length()) {
      throw new IllegalArgumentException("lengths must not change: " + from + ", " + to);
    }
    byte[] changed = whole();
    System.arraycopy(to.getBytes(ISO_8859_1), 0, changed, after(from) - from.length(), to.length());
    return changed;
  }

  byte[] withLastBytes(int count, int value) {
    byte[] changed = whole();
    Arrays.fill(changed, changed.length - count, changed.length, (byte) value);
    return changed;
  }

  /** Position just behind the first occurrence. */
  private int after(String text) {
    int at = new String(good, ISO_8859_1).indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException("the model has no '" + text + "'");
    }
    return at + text.length();
  }
}
