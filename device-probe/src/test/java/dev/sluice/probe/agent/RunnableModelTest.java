package dev.sluice.probe.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.flags.ModelName;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model together with how it is going to be run. */
class RunnableModelTest {
  private static final EngineSettings SETTINGS = EngineSettings.forProcessors(2);

  @Test
  void neededMemoryBytes_isOfTheConfigurationThatRuns() throws IOException {
    long little = needed(SETTINGS.withContextTokens(64));
    long much = needed(SETTINGS.withContextTokens(256));
    long quantized = needed(SETTINGS.withContextTokens(256).withCacheType(CacheType.Q8_0));

    assertThat(much).isGreaterThan(little);
    assertThat(quantized).isNotEqualTo(much);
  }

  @Test
  void runIdentity_otherContextOfTheSameRoundedSize_isAnotherRun() throws IOException {
    RunnableModel one = runnable(SETTINGS.withContextTokens(200));
    RunnableModel other = runnable(SETTINGS.withContextTokens(250));

    assertThat(one.reported()).isEqualTo(other.reported());
    assertThat(one.runIdentity()).isNotEqualTo(other.runIdentity());
  }

  private static long needed(EngineSettings settings) throws IOException {
    return runnable(settings).neededMemoryBytes().orElseThrow();
  }

  private static RunnableModel runnable(EngineSettings settings) throws IOException {
    Path file = TinyModels.good();
    InstalledModel installed =
        InstalledModel.inFile("tiny", "1.1.0", file, ModelDigest.sha256(file));
    ModelShelf.Shelved shelved =
        new ModelShelf(List.of(installed))
            .find(new ModelName("tiny", "1.1.0", Optional.empty()))
            .orElseThrow();
    return new RunnableModel(shelved, LlamaEngine.of(file, settings));
  }
}
