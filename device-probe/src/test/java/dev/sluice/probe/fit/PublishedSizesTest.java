package dev.sluice.probe.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sluice.probe.fit.PublishedModel.Mix;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.GgufReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of real models give the sizes that their files have and that people plan with. */
class PublishedSizesTest {
  private static final double GB = 1e9;
  private static final double GIB = 1L << 30;

  @TempDir private Path directory;

  /** The rule of thumb that is passed around for weights in memory; it rounds generously. */
  @ParameterizedTest
  @CsvSource({
    "LLAMA_3_2_3B, Q4_K_M, 2.0",
    "LLAMA_3_2_3B, Q8_0, 3.5",
    "LLAMA_3_1_8B, Q4_K_M, 4.5",
    "LLAMA_3_1_8B, Q8_0, 8",
    "QWEN_2_5_14B, Q4_K_M, 8",
    "QWEN_2_5_14B, Q8_0, 14",
    "QWEN_2_5_32B, Q4_K_M, 18",
    "QWEN_2_5_32B, Q8_0, 34",
    "LLAMA_3_1_70B, Q4_K_M, 40",
    "LLAMA_3_1_70B, Q8_0, 70",
  })
  void estimate_weights_reproducePublishedTable(PublishedModel model, Mix mix, double gib)
      throws IOException {
    ShapeFinding.Known known = (ShapeFinding.Known) ShapeFinding.of(header(model, mix));
    MemoryEstimate estimate =
        MemoryModel.estimate(known.shape(), new RunPlan(4_096, 512, CacheType.F16));

    assertThat(estimate.weights() / GIB).isCloseTo(gib, withinPercentage(10));
  }

  /** The files' sizes as their publishers list them. */
  @ParameterizedTest
  @CsvSource({
    "LLAMA_3_2_3B, Q4_K_M, 2.02",
    "LLAMA_3_2_3B, Q8_0, 3.42",
    "LLAMA_3_1_8B, Q4_K_M, 4.92",
    "LLAMA_3_1_8B, Q8_0, 8.54",
    "QWEN_2_5_14B, Q4_K_M, 8.99",
    "QWEN_2_5_14B, Q8_0, 15.70",
    "QWEN_2_5_32B, Q4_K_M, 19.85",
    "QWEN_2_5_32B, Q8_0, 34.82",
    "LLAMA_3_1_70B, Q4_K_M, 42.52",
    "LLAMA_3_1_70B, Q8_0, 74.98",
  })
  void inspect_header_givesFilesSize(PublishedModel model, Mix mix, double gigabytes)
      throws IOException {
    assertThat(header(model, mix).tensorBytes() / GB).isCloseTo(gigabytes, withinPercentage(0.6));
  }

  /** Llama 3.1 8B: 32 layers, 8 heads of 128 for keys and as many for values, two bytes each. */
  @ParameterizedTest
  @CsvSource({"F16, 8192, 1073741824", "Q8_0, 8192, 570425344", "Q4_0, 8192, 301989888"})
  void estimate_cache_isExact(CacheType cacheType, int context, long bytes) throws IOException {
    ShapeFinding.Known known =
        (ShapeFinding.Known) ShapeFinding.of(header(PublishedModel.LLAMA_3_1_8B, Mix.Q4_K_M));

    assertThat(MemoryModel.estimate(known.shape(), new RunPlan(context, 512, cacheType)).cache())
        .isEqualTo(bytes);
  }

  private GgufModel header(PublishedModel model, Mix mix) throws IOException {
    return ((GgufInspection.Sound) GgufReader.inspect(model.writeTo(directory, mix))).model();
  }
}
