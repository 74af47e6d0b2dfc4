package dev.sluice.standalone.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SeparationTest {
  private Process apart;
  private Process other;

  @BeforeEach
  void start() throws IOException {
    apart = new ProcessBuilder("sleep", "60").start();
    other = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void stop() {
    apart.destroy();
    other.destroy();
  }

  @Test
  void separation_untilItIsClosed_leavesNoProcessorToBoth() throws Exception {
    String all = allowed(apart);

    try (Separation separation = Separation.of(List.of(apart.pid()), List.of(other.pid()))) {
      assumeTrue(separation.holds(), "there is one processor, or no taskset");
      assertThat(allowed(apart)).matches("\\d+").isNotEqualTo(allowed(other));
      assertThat(all).endsWith(allowed(apart));
      assertThat(all).doesNotEndWith(allowed(other));
    }

    assertThat(List.of(allowed(apart), allowed(other))).containsOnly(all);
  }

  private static String allowed(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }
}
