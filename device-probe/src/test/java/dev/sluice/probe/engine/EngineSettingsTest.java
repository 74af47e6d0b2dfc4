package dev.sluice.probe.engine;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.probe.fit.CacheType;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that an engine would accept in silence, or die of, do not reach one. */
class EngineSettingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257, 100_000})
  void new_threadsOutOfRange_areRefused(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EngineSettings(
                    threads,
                    OptionalInt.empty(),
                    512,
                    CacheType.F16,
                    PATIENCE,
                    OptionalLong.empty()))
        .withMessage("threads must be between 1 and 256, was " + threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 4, 15, 100_000_000})
  void new_contextOutOfRange_isRefused(int context) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EngineSettings(
                    1, OptionalInt.of(context), 512, CacheType.F16, PATIENCE, OptionalLong.empty()))
        .withMessage("contextTokens must be between 16 and 131072, was " + context);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 15, 1 << 20})
  void new_batchOutOfRange_isRefused(int batch) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EngineSettings(
                    1, OptionalInt.empty(), batch, CacheType.F16, PATIENCE, OptionalLong.empty()))
        .withMessage("batchTokens must be between 16 and 4096, was " + batch);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 4_097, Integer.MAX_VALUE})
  void newRequest_tokensOutOfRange_areRefused(int maxTokens) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompletionRequest(Prompt.text("x"), maxTokens, List.of(), PATIENCE))
        .withMessage("maxTokens must be between 1 and 4096, was " + maxTokens);
  }

  @Test
  void newRequest_emptyPromptOrStop_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompletionRequest(Prompt.text(""), 1, List.of(), PATIENCE))
        .withMessageContaining("prompt");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompletionRequest(Prompt.text("x"), 1, List.of(""), PATIENCE))
        .withMessageContaining("stop");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CompletionRequest(Prompt.text("x"), 1, List.of(), Duration.ZERO))
        .withMessageContaining("timeout");
  }
}
