package dev.sluice.probe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.openai.ServerSoftware;
import dev.sluice.schemas.InferenceEngine;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.schemas.ModelVersions;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportedModel;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireIdentityTest {

  @ParameterizedTest
  @CsvSource({
    "DEVICE, cpu, 256, F16, cpu256, llama.cpp-b4916",
    "DEVICE, cpu, 300, F16, cpu512, llama.cpp-b4916",
    "DEVICE, cpu, 2048, F16, cpu2k, llama.cpp-b4916",
    "DEVICE, cpu, 131072, Q8_0, cpu128k, llama.cpp-b4916+q8",
    "DEVICE, cpu, 2048, Q4_0, cpu2k, llama.cpp-b4916+q4",
    "DEVICE, vulkan, 131072, F16, vulkan128k, llama.cpp-b4916",
    "EDGE, http, 16777216, F16, edge16384k, llama.cpp-b4916",
    "EDGE, http, 4096, F16, edge4k, llama.cpp-b4916"
  })
  void of_engine_namesWhatChangesAnswersWithinTheBoundsOfTheWire(
      Deployment deployment,
      String backend,
      int context,
      CacheType cache,
      String wireBackend,
      String wireBuild) {
    ModelVersion version =
        ModelVersions.of(WireIdentity.of(model(), engine(deployment, backend, context, cache, 4)));

    assertThat(version.getBackend()).isEqualTo(wireBackend);
    assertThat(version.getRuntimeBuild()).isEqualTo(wireBuild);
  }

  /** It would split cells and tell devices apart. */
  @Test
  void of_engine_doesNotTellTheNumberOfThreads() {
    assertThat(WireIdentity.of(model(), engine(Deployment.DEVICE, "cpu", 2048, CacheType.F16, 3)))
        .isEqualTo(
            WireIdentity.of(model(), engine(Deployment.DEVICE, "cpu", 2048, CacheType.F16, 11)));
  }

  @Test
  void of_serverThatTellsNothing_isStillAName() {
    EngineBuild engine =
        new EngineBuild(
            "a server of a very long name 1.2.3",
            "http",
            Deployment.DEVICE,
            EngineConfiguration.unknown());

    ReportedModel reported = WireIdentity.of(model(), engine);

    assertThat(reported.getEngine()).isEqualTo(InferenceEngine.OTHER);
    assertThat(reported.getBuild()).isEqualTo("server-of");
    assertThat(reported.getCacheType()).isEqualTo(KeyValueCacheType.UNKNOWN);
    assertThat(ModelVersions.of(reported).getBackend()).isEqualTo("http");
  }

  @ParameterizedTest
  @CsvSource({
    "llama-server b5311, LLAMA_SERVER, b5311",
    "ollama 0.12.10, OLLAMA, 0.12.10",
    "vllm 0.6.3.post1+cu124, VLLM, 0.6.3.pos",
    "vllm 0.6+cu1, VLLM, 0.6-cu1",
    "openai-compatible, OPENAI_COMPATIBLE, unknown",
    "llama.cpp b4916, LLAMA_CPP, b4916"
  })
  void of_engine_isOneOfTheListWithItsBuild(String said, InferenceEngine engine, String build) {
    EngineBuild engineBuild =
        new EngineBuild(said, "http", Deployment.DEVICE, EngineConfiguration.unknown());

    ReportedModel reported = WireIdentity.of(model(), engineBuild);

    assertThat(reported.getEngine()).isEqualTo(engine);
    assertThat(reported.getBuild()).isEqualTo(build);
    assertThat(reported.getContext()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "2, 1",
    "3, 2",
    "16, 4",
    "2047, 11",
    "2048, 11",
    "2049, 12",
    "2147483647, 31"
  })
  void of_context_isRoundedUpToAPowerOfTwo(int tokens, int logarithm) {
    assertThat(
            WireIdentity.of(model(), engine(Deployment.DEVICE, "cpu", tokens, CacheType.F16, 1))
                .getContext())
        .isEqualTo(logarithm);
  }

  /** What a header can state, a report can say. */
  @Test
  void of_everyTypeOfAFile_isOneOfTheList() {
    for (CacheType cache : CacheType.values()) {
      assertThat(ModelVersions.cacheType(cache.toString())).isNotEqualTo(KeyValueCacheType.OTHER);
    }
    for (ServerSoftware software : ServerSoftware.values()) {
      assertThat(ModelVersions.engine(software.toString())).isNotEqualTo(InferenceEngine.OTHER);
    }
    assertThat(quantized("IQ4_NL")).isEqualTo(Quantization.IQ4_NL);
    assertThat(quantized("MADE_UP")).isEqualTo(Quantization.OTHER);
  }

  private static Quantization quantized(String quantization) {
    ModelIdentity model =
        new ModelIdentity(
            "tiny",
            Optional.empty(),
            Optional.empty(),
            Optional.of("0".repeat(64)),
            Optional.of(quantization));
    return WireIdentity.of(model, engine(Deployment.DEVICE, "cpu", 2048, CacheType.F16, 1))
        .getQuantization();
  }

  @Test
  void objection_versionThatWouldBeCut_isSaid() {
    assertThat(WireIdentity.objection(model())).isEmpty();
    assertThat(WireIdentity.objection(model().labelled("tiny", Optional.of("1.0.0-rc.1.build7"))))
        .hasValue("the version 1.0.0-rc.1.build7 has 17 characters; a report has room for 16");
  }

  /** It would be another version there, or somebody else's. */
  @ParameterizedTest
  @ValueSource(strings = {"1.0 beta", "1.0/2", "-1.0", "1.0\u00e9"})
  void objection_versionThatWouldBeChanged_isSaid(String version) {
    assertThat(WireIdentity.objection(model().labelled("tiny", Optional.of(version))))
        .hasValue(
            "the version '"
                + version
                + "' must be letters, digits and .+-_, the first a letter or digit");
  }

  @Test
  void of_longNames_differWhereTheyDifferBehindTheRoom() {
    EngineBuild engine = engine(Deployment.DEVICE, "cpu", 2048, CacheType.F16, 1);
    String begin = "a-model-of-a-long-family-";

    assertThat(WireIdentity.of(model().labelled(begin + "1B", Optional.empty()), engine).getName())
        .isNotEqualTo(
            WireIdentity.of(model().labelled(begin + "3B", Optional.empty()), engine).getName());
  }

  @Test
  void of_modelWithoutDigest_isNoReport() {
    ModelIdentity served =
        new ModelIdentity(
            "m", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WireIdentity.of(served, engine(Deployment.EDGE, "http", 2048, CacheType.F16, 1)));
  }

  private static EngineBuild engine(
      Deployment deployment, String backend, int context, CacheType cache, int threads) {
    return new EngineBuild(
        "llama.cpp b4916",
        backend,
        deployment,
        new EngineConfiguration(
            OptionalInt.of(context),
            Optional.of(cache),
            OptionalInt.of(threads),
            OptionalInt.of(512),
            OptionalInt.of(0)));
  }

  private static ModelIdentity model() {
    return new ModelIdentity(
        "tiny",
        Optional.of("1.0.0"),
        Optional.of("tiny.gguf"),
        Optional.of("0".repeat(64)),
        Optional.of("Q8_0"));
  }
}
