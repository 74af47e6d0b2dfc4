package dev.sluice.probe.gguf;

import java.util.Map;
import java.util.Optional;

/**
 * How ggml stores one kind of tensor: {@code blockElements} values in {@code blockBytes} bytes. The
 * table is ggml's {@code type_traits}; formats that it has dropped, or gained since, are absent and
 * have no known size.
 */
record TensorType(int blockElements, int blockBytes) {
  private static final Map<Integer, TensorType> BY_CODE =
      Map.ofEntries(
          Map.entry(0, new TensorType(1, 4)), // F32
          Map.entry(1, new TensorType(1, 2)), // F16
          Map.entry(2, new TensorType(32, 18)), // Q4_0
          Map.entry(3, new TensorType(32, 20)), // Q4_1
          Map.entry(6, new TensorType(32, 22)), // Q5_0
          Map.entry(7, new TensorType(32, 24)), // Q5_1
          Map.entry(8, new TensorType(32, 34)), // Q8_0
          Map.entry(9, new TensorType(32, 36)), // Q8_1
          Map.entry(10, new TensorType(256, 84)), // Q2_K
          Map.entry(11, new TensorType(256, 110)), // Q3_K
          Map.entry(12, new TensorType(256, 144)), // Q4_K
          Map.entry(13, new TensorType(256, 176)), // Q5_K
          Map.entry(14, new TensorType(256, 210)), // Q6_K
          Map.entry(15, new TensorType(256, 292)), // Q8_K
          Map.entry(16, new TensorType(256, 66)), // IQ2_XXS
          Map.entry(17, new TensorType(256, 74)), // IQ2_XS
          Map.entry(18, new TensorType(256, 98)), // IQ3_XXS
          Map.entry(19, new TensorType(256, 50)), // IQ1_S
          Map.entry(20, new TensorType(32, 18)), // IQ4_NL
          Map.entry(21, new TensorType(256, 110)), // IQ3_S
          Map.entry(22, new TensorType(256, 82)), // IQ2_S
          Map.entry(23, new TensorType(256, 136)), // IQ4_XS
          Map.entry(24, new TensorType(1, 1)), // I8
          Map.entry(25, new TensorType(1, 2)), // I16
          Map.entry(26, new TensorType(1, 4)), // I32
          Map.entry(27, new TensorType(1, 8)), // I64
          Map.entry(28, new TensorType(1, 8)), // F64
          Map.entry(29, new TensorType(256, 56)), // IQ1_M
          Map.entry(30, new TensorType(1, 2)), // BF16
          Map.entry(34, new TensorType(256, 54)), // TQ1_0
          Map.entry(35, new TensorType(256, 66))); // TQ2_0

  static Optional<TensorType> ofCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /**
   * Bytes of a tensor whose rows are whole blocks.
   *
   * @throws ArithmeticException when the size does not fit into 63 bits
   */
  long bytes(long elements) {
    return Math.multiplyExact(elements / blockElements, (long) blockBytes);
  }
}
