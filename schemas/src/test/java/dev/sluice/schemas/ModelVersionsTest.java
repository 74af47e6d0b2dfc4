package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "LLAMA_CPP, b4916, F16, CPU, 11, llama.cpp-b4916, cpu2k",
    "LLAMA_CPP, b4916, Q8_0, CPU, 9, llama.cpp-b4916+q8, cpu512",
    "LLAMA_CPP, b4916, Q4_0, VULKAN, 17, llama.cpp-b4916+q4, vulkan128k",
    "LLAMA_CPP, b4916, Q5_1, METAL, 10, llama.cpp-b4916+q5_1, metal1k",
    "LLAMA_CPP, b4916, UNKNOWN, CPU, 0, llama.cpp-b4916+unknown, cpu",
    "LLAMA_SERVER, b5311, UNKNOWN, HTTP, 13, llama-server-b5311, http8k",
    "OLLAMA, 0.12.10, UNKNOWN, EDGE, 0, ollama-0.12.10, edge",
    "OPENAI_COMPATIBLE, unknown, UNKNOWN, EDGE, 31, openai-compatible, edge2097152k",
    "OTHER, unknown, OTHER, OTHER, 1, other+other, other2"
  })
  void of_reported_isInTheWordsThatPeopleHave(
      InferenceEngine engine,
      String build,
      KeyValueCacheType cache,
      ComputeBackend backend,
      int context,
      String runtimeBuild,
      String backendWord) {
    ModelVersion version =
        ModelVersions.of(
            ReportedModel.newBuilder(TestReports.model())
                .setEngine(engine)
                .setBuild(build)
                .setCacheType(cache)
                .setBackend(backend)
                .setContext(context)
                .build());

    assertThat(version.getRuntimeBuild()).isEqualTo(runtimeBuild);
    assertThat(version.getBackend()).isEqualTo(backendWord);
    assertThat(version.getQuantization()).isEqualTo("Q8_0");
    assertThat(version.getName()).isEqualTo("tiny");
    assertThat(version.getVersion()).isEqualTo("1.1.0");
    assertThat(version.getGgufDigest()).isEqualTo(TestReports.model().getGgufDigest());
  }

  /** Otherwise reports about different models would be added up. */
  @Test
  void of_differentModels_areDifferentWords() {
    Map<ModelVersion, ReportedModel> seen = new HashMap<>();
    for (InferenceEngine engine : InferenceEngine.values()) {
      for (String build : List.of("unknown", "b1", "server-b1", "other")) {
        for (KeyValueCacheType cache : KeyValueCacheType.values()) {
          for (ComputeBackend backend : ComputeBackend.values()) {
            for (int context = 0; context <= ReportFormat.MAX_CONTEXT; context++) {
              ReportedModel model =
                  ReportedModel.newBuilder(TestReports.model())
                      .setEngine(engine)
                      .setBuild(build)
                      .setCacheType(cache)
                      .setBackend(backend)
                      .setContext(context)
                      .build();
              assertThat(seen.put(ModelVersions.of(model), model)).isNull();
            }
          }
        }
      }
    }
  }

  @Test
  void words_ofTheLists_areFoundAgainAndOthersAreOther() {
    for (Quantization each : Quantization.values()) {
      assertThat(ModelVersions.quantization(ModelVersions.word(each))).isEqualTo(each);
    }
    for (InferenceEngine each : InferenceEngine.values()) {
      assertThat(ModelVersions.engine(ModelVersions.word(each))).isEqualTo(each);
    }
    for (ComputeBackend each : ComputeBackend.values()) {
      assertThat(ModelVersions.backend(ModelVersions.word(each))).isEqualTo(each);
    }
    assertThat(ModelVersions.quantization("Q9_9")).isEqualTo(Quantization.OTHER);
    assertThat(ModelVersions.engine("my engine")).isEqualTo(InferenceEngine.OTHER);
    assertThat(ModelVersions.backend("abacus")).isEqualTo(ComputeBackend.OTHER);
    assertThat(ModelVersions.cacheType("q8_0")).isEqualTo(KeyValueCacheType.Q8_0);
    assertThat(ModelVersions.cacheType("q9_9")).isEqualTo(KeyValueCacheType.OTHER);
  }

  @Test
  void baselineOf_paired_hasTheModelsName() {
    assertThat(ModelVersions.baselineOf(TestReports.quality())).isEmpty();
    assertThat(ModelVersions.baselineOf(TestReports.paired()))
        .hasValue(
            new Baseline("tiny", "1.0.0", TestReports.paired().getBaseline().getGgufDigest()));
  }
}
