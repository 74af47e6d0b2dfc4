package dev.sluice.probe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.EngineConfiguration;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.schemas.ModelVersion;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireIdentityTest {

  @ParameterizedTest
  @CsvSource({
    "DEVICE, cpu, 256, F16, cpu256, llama.cpp-b4916",
    "DEVICE, cpu, 300, F16, cpu512, llama.cpp-b4916",
    "DEVICE, cpu, 2048, F16, cpu2k, llama.cpp-b4916",
    "DEVICE, cpu, 131072, Q8_0, cpu128k, llama.cpp-b4916+q8",
    "DEVICE, cpu, 2048, Q4_0, cpu2k, llama.cpp-b4916+q4",
    "DEVICE, vulkan, 131072, F16, vulk128k, llama.cpp-b4916",
    "EDGE, http, 16777216, F16, ed16384k, llama.cpp-b4916",
    "EDGE, http, 4096, F16, edge4k, llama.cpp-b4916"
  })
  void of_engine_namesWhatChangesAnswersWithinTheBoundsOfTheWire(
      Deployment deployment,
      String backend,
      int context,
      CacheType cache,
      String wireBackend,
      String wireBuild) {
    ModelVersion version = WireIdentity.of(model(), engine(deployment, backend, context, cache, 4));

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

    ModelVersion version = WireIdentity.of(model(), engine);

    assertThat(version.getBackend()).isEqualTo("http");
    assertThat(version.getRuntimeBuild()).isEqualTo("a-server-of-a-very-l");
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
