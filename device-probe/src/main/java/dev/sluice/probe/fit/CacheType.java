package dev.sluice.probe.fit;

import java.util.Arrays;
import java.util.Optional;

/** How keys and values are kept: {@code blockValues} of them in {@code blockBytes} bytes (ggml). */
public enum CacheType {
  F16("f16", 1, 2),
  Q8_0("q8_0", 32, 34),
  Q4_0("q4_0", 32, 18);

  private final String text;
  private final int blockValues;
  private final int blockBytes;

  CacheType(String text, int blockValues, int blockBytes) {
    this.text = text;
    this.blockValues = blockValues;
    this.blockBytes = blockBytes;
  }

  /** The type of that name, letter by letter. */
  public static Optional<CacheType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.text.equals(name)).findFirst();
  }

  /** llama.cpp's name. */
  @Override
  public String toString() {
    return text;
  }

  /** Whether a head of that width is a whole number of blocks; llama.cpp aborts if it is not. */
  public boolean divides(int headLength) {
    return headLength % blockValues == 0;
  }

  public boolean isQuantized() {
    return this != F16;
  }

  /**
   * llama.cpp keeps quantised values only together with flash attention, which in turn does not
   * build the matrix of attention scores.
   */
  boolean needsFlashAttention() {
    return isQuantized();
  }

  /** Bytes of a whole number of blocks. */
  long bytes(long values) {
    return Math.multiplyExact(values / blockValues, (long) blockBytes);
  }
}
