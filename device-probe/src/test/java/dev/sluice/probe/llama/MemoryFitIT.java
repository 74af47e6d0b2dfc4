package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.CompletionRequest;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.engine.Generation;
import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.engine.Prompt;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryEstimate;
import dev.sluice.probe.fit.MemoryFit;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the estimate says, against what a child that loads the model and fills its context with one
 * prompt really takes: within a tenth, or 20 MB where that is more.
 */
class MemoryFitIT {
  private static final long TOLERANCE_BYTES = 20_000_000;

  @TempDir private Path directory;

  static List<Path> tinyModels() {
    return TinyModels.all();
  }

  @ParameterizedTest
  @MethodSource("tinyModels")
  void estimate_tinyModel_isWhatTheChildTakes(Path model) {
    assertEstimateHolds(model, 256);
  }

  @ParameterizedTest
  @CsvSource({"Q8_0, 256", "Q8_0, 1024", "Q8_0, 2048", "Q4_0, 256", "Q4_0, 512", "Q4_0, 1024"})
  void estimate_generatedModel_isWhatTheChildTakes(GeneratedModel.Weights weights, int context)
      throws IOException {
    Path model =
        new GeneratedModel(14, 1_024, 2_816, 16, 4, 4_096, weights)
            .writeTo(directory.resolve("generated.gguf"));

    assertEstimateHolds(model, context);
  }

  private static void assertEstimateHolds(Path model, int context) {
    long estimated = estimate(model, context).peakResidentBytes();
    long measured = growth(model, context);

    System.err.printf(
        "%s, context %d: estimated %.1f MB, measured %.1f MB%n",
        model.getFileName(), context, estimated / 1e6, measured / 1e6);
    assertThat(Math.abs(estimated - measured))
        .as("estimated %d, measured %d", estimated, measured)
        .isLessThanOrEqualTo(Math.max(TOLERANCE_BYTES, measured / 10));
  }

  private static MemoryEstimate estimate(Path model, int context) {
    GgufInspection.Sound sound = (GgufInspection.Sound) GgufReader.inspect(model);
    RunPlan plan = new RunPlan(context, RunPlan.DEFAULT_BATCH_TOKENS, CacheType.F16);
    FitAnswer answer = MemoryFit.judge(sound.model(), plan, Long.MAX_VALUE);
    return ((FitAnswer.Fits) answer).estimate();
  }

  /** Each control character is one token, so the prompt's length is known. */
  private static long growth(Path model, int context) {
    EngineSettings settings = EngineSettings.forProcessors(2).withContextTokens(context);
    Opening opening = LlamaEngine.of(model, settings).open();
    assertThat(opening).isInstanceOf(Opening.Opened.class);
    try (ModelSession session = ((Opening.Opened) opening).session()) {
      Generation generation =
          session.generate(
              new CompletionRequest(
                  Prompt.text("\u0001".repeat(context - 10)), 2, List.of(), Duration.ofMinutes(4)));
      assertThat(generation).isInstanceOf(Generation.Completed.class);
      ResourceUsage usage = session.usage();
      return usage.peakResidentBytes().orElseThrow()
          - usage.residentBytesBeforeLoad().orElseThrow();
    }
  }
}
