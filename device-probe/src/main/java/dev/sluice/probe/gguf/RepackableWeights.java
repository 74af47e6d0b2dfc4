package dev.sluice.probe.gguf;

/**
 * The matrices that llama.cpp's processor backend copies into an interleaved order when it loads
 * them, so that they are in memory twice as long as the file's pages stay: those in {@code Q4_0}
 * with a multiple of eight rows (ggml's {@code ggml_aarch64_get_optimal_repack_type}, b4916). The
 * token embedding is only looked up, not multiplied with, unless it is the output matrix as well.
 */
record RepackableWeights(long matrixBytes, long embeddingBytes, boolean outputMatrix) {
  private static final int Q4_0 = 2;
  private static final int INTERLEAVED_ROWS = 8;

  static final RepackableWeights NONE = new RepackableWeights(0, 0, false);

  RepackableWeights plus(String name, int typeCode, long[] sizes, long bytes) {
    boolean output = outputMatrix || name.equals("output.weight");
    if (typeCode != Q4_0 || sizes.length != 2 || sizes[1] % INTERLEAVED_ROWS != 0) {
      return new RepackableWeights(matrixBytes, embeddingBytes, output);
    }
    return name.equals("token_embd.weight")
        ? new RepackableWeights(matrixBytes, bytes, output)
        : new RepackableWeights(matrixBytes + bytes, embeddingBytes, output);
  }

  long bytes() {
    return outputMatrix ? matrixBytes : matrixBytes + embeddingBytes;
  }
}
