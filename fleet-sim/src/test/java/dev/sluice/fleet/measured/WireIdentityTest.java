package dev.sluice.fleet.measured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.schemas.ModelVersion;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireIdentityTest {
  private static final SessionFacts SILENT =
      new SessionFacts(Optional.empty(), "cpu", 256, 1, Duration.ZERO);

  @Test
  void of_whatNobodyStated_isSaidToBeUnknown() {
    ModelVersion version =
        WireIdentity.of(
            new ModelIdentity("tiny", Optional.empty(), "f", "ab".repeat(32), Optional.empty()),
            SILENT);

    assertThat(version.getVersion()).isEqualTo("0.0.0");
    assertThat(version.getQuantization()).isEqualTo("unknown");
    assertThat(version.getRuntimeBuild()).isEqualTo("unknown");
  }

  @Test
  void plain_namesFromFiles_fitTheWire() {
    assertThat(WireIdentity.plain("llama.cpp b4916", 20)).isEqualTo("llama.cpp-b4916");
    assertThat(WireIdentity.plain("_süß / modell", 24)).isEqualTo("s-modell");
    assertThat(WireIdentity.plain("...", 24)).isEqualTo("unknown");
    assertThat(WireIdentity.plain("a".repeat(30), 24)).hasSize(24);
  }
}
