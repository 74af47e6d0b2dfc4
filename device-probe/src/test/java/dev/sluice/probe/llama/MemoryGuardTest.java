package dev.sluice.probe.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryGuardTest {
  private static final long PATIENCE_SECONDS = 60;

  @Test
  void over_processTakesMoreThanItMay_isEndedAndSaysWhy() throws Exception {
    Process process = sleeper();
    try {
      MemoryGuard guard = MemoryGuard.over(process, OptionalLong.of(1)).orElseThrow();

      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(new ChildExit(process.exitValue()).wasKilled()).isTrue();
      assertThat(guard.verdict().orElseThrow()).contains("may take 0 MiB");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void over_processThatEndsByItself_isNoMatterOfMemory() throws Exception {
    Process process = sleeper();
    MemoryGuard guard = MemoryGuard.over(process, OptionalLong.of(1L << 40)).orElseThrow();

    process.destroyForcibly().waitFor();

    assertThat(guard.verdict()).isEmpty();
  }

  @Test
  void over_noLimit_watchesNothing() throws IOException {
    Process process = sleeper();
    try {
      assertThat(MemoryGuard.over(process, OptionalLong.empty())).isEqualTo(Optional.empty());
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder("sleep", "120").start();
  }
}
