package dev.sluice.proof.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Randomness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two devices that have just been started must not agree in any report. */
class FreshProcessesTest {

  @Test
  void reports_ofTwoFreshProcesses_areAllDifferent() throws Exception {
    List<String> both = new ArrayList<>(process("secure"));
    both.addAll(process("secure"));

    assertThat(both).hasSize(2 * Device.REPORTS);
    assertThat(new HashSet<>(both)).hasSameSizeAs(both);
  }

  @Test
  void reports_ofTwoSeededProcesses_agree() throws Exception {
    assertThat(process("seeded")).isEqualTo(process("seeded"));
  }

  private static List<String> process(String randomness) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Device.class.getName(),
                randomness)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      return printed.lines().toList();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Prints the random parts of some reports: the id, which is all that a seed would repeat. */
  static final class Device {
    static final int REPORTS = 20;

    private Device() {}

    public static void main(String[] arguments) {
      Randomness randomness =
          arguments[0].equals("seeded") ? FaultyRandomness.seeded() : new SecureRandomness();
      Target target =
          new RegistryTargets(BundledRegistry.load(), () -> randomness)
              .of(BundledRegistry.load().metric("outcome").orElseThrow())
              .get(0);
      Emitter device = target.devices().get();
      for (int i = 0; i < REPORTS; i++) {
        byte[] report = device.emit(target.first());
        System.out.println(HexFormat.of().formatHex(report, 10, 26));
      }
    }
  }
}
