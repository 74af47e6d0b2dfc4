package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.fit.CacheType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that native code dies of or misreads: each has its own outcome, and the next is run. */
class HostileParametersIT {
  private static final CompletionRequest SOUND =
      new CompletionRequest(
          Prompt.text("intent: play jazz\n"), 8, List.of(), Duration.ofMinutes(1));

  @TempDir private Path directory;

  @AfterEach
  void leaveNothing() {
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void generate_oddRequests_haveAnOutcomeEachAndTheNextIsAnswered() {
    Map<CompletionRequest, String> expected = new LinkedHashMap<>();
    expected.put(asked("\0"), "Completed");
    expected.put(asked("a\0b\0".repeat(20)), "Completed");
    expected.put(asked("\ud83d\ude42\ud83d\ude42"), "Completed");
    expected.put(asked("e\u0301\u202e\u200f\ufeff"), "Completed");
    expected.put(asked("\n@sluice UQ==\n"), "Completed");
    expected.put(asked("<s></s>[INST]<|im_start|>"), "Completed");
    expected.put(asked("\ud83d"), "half of a character");
    expected.put(asked("x\udc00y"), "half of a character");
    expected.put(asked("intent: x\n", "\ud83d"), "half of a character");
    expected.put(
        asked("x".repeat(Prompt.MAX_CHARACTERS)), "more than the context of 256 tokens can hold");
    expected.put(
        asked("\ud83d\ude42".repeat(Prompt.MAX_CHARACTERS / 2)),
        "more than the context of 256 tokens can");
    expected.put(asked("intent: play jazz\n".repeat(200)), "more than the context of 256");
    expected.put(asked("intent: x\n", "\0"), "Completed");
    expected.put(asked("intent: x\n", "\n", " ", "\ud83d\ude42", "x".repeat(256)), "Completed");
    expected.put(
        new CompletionRequest(Prompt.text("intent: x\n"), 4_096, List.of(), Duration.ofMinutes(1)),
        "the answer may have 4096");
    try (ModelSession session = opened(LlamaEngine.of(TinyModels.good(), settings()))) {
      for (Map.Entry<CompletionRequest, String> entry : expected.entrySet()) {
        assertThat(session.generate(entry.getKey()).toString()).contains(entry.getValue());
        assertThat(text(session.generate(SOUND))).isEqualTo("play_music");
      }
    }
  }

  /** Heads of 48 are no whole number of blocks: the library would abort. */
  @Test
  void open_quantisedCacheForOddHeads_isRefusedBeforeNativeCode() throws IOException {
    Path model =
        new GeneratedModel(1, 96, 192, 2, 2, 512, GeneratedModel.Weights.Q8_0)
            .writeTo(directory.resolve("odd.gguf"));

    Opening opening = LlamaEngine.of(model, settings().withCacheType(CacheType.Q8_0)).open();

    assertThat(opening).isInstanceOf(Opening.Refused.class);
    assertThat(((Opening.Refused) opening).reason()).contains("heads of a multiple of 32");
  }

  @Test
  void open_modelLargerThanTheLimit_isOutOfMemoryAndTheNextOpens() throws IOException {
    EngineSettings little = settings().withMemoryLimitBytes(EngineSettings.MIN_MEMORY_LIMIT_BYTES);

    Opening opening = LlamaEngine.of(large(12), little.withContextTokens(4_096)).open();

    assertThat(opening).isInstanceOf(Opening.Refused.class);
    Opening.Refused refused = (Opening.Refused) opening;
    assertThat(refused.kind()).isEqualTo(Opening.Refused.Kind.OUT_OF_MEMORY);
    assertThat(refused.reason()).contains("may take 128 MiB");
    try (ModelSession session = opened(LlamaEngine.of(TinyModels.good(), settings()))) {
      assertThat(text(session.generate(SOUND))).isEqualTo("play_music");
    }
  }

  /** The limit lies between what loading takes and what a long prompt takes. */
  @Test
  void generate_promptTakesMoreThanTheLimit_isOutOfMemory() throws IOException {
    Path model = large(2);
    EngineSettings free = settings().withContextTokens(4_096);
    CompletionRequest longPrompt = asked("\u0001".repeat(4_000));
    long loaded;
    long peak;
    try (ModelSession session = opened(LlamaEngine.of(model, free))) {
      loaded = session.usage().peakResidentBytes().orElseThrow();
      assertThat(session.generate(longPrompt)).isInstanceOf(Generation.Completed.class);
      peak = session.usage().peakResidentBytes().orElseThrow();
    }

    EngineSettings limited = free.withMemoryLimitBytes(loaded + (peak - loaded) * 2 / 3);
    try (ModelSession session = opened(LlamaEngine.of(model, limited))) {
      Generation generation = session.generate(longPrompt);

      assertThat(generation).isInstanceOf(Generation.OutOfMemory.class);
      assertThat(((Generation.OutOfMemory) generation).reason()).contains("may take");
      assertThat(generation.endsSession()).isTrue();
    }
  }

  private Path large(int layers) throws IOException {
    return new GeneratedModel(layers, 1_024, 2_816, 16, 4, 4_096, GeneratedModel.Weights.Q8_0)
        .writeTo(directory.resolve("large.gguf"));
  }

  private static EngineSettings settings() {
    return EngineSettings.forProcessors(2);
  }

  private static CompletionRequest asked(String prompt, String... stop) {
    return new CompletionRequest(Prompt.text(prompt), 8, List.of(stop), Duration.ofMinutes(2));
  }

  private static ModelSession opened(LlamaEngine engine) {
    Opening opening = engine.open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    return ((Opening.Opened) opening).session();
  }

  private static String text(Generation generation) {
    assertThat(generation).isInstanceOf(Generation.Completed.class);
    return ((Generation.Completed) generation).text();
  }
}
