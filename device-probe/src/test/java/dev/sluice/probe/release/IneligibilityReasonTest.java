package dev.sluice.probe.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IneligibilityReasonTest {
  /** Counts of many devices are compared across releases of this program. */
  @Test
  void words_andTheirOrder_stayWhatTheyAre() {
    assertThat(Arrays.stream(IneligibilityReason.values()).map(IneligibilityReason::word))
        .containsExactly(
            "not-yet-valid",
            "expired",
            "device-class",
            "operating-system",
            "architecture",
            "cpu-features",
            "runtime-too-old",
            "memory",
            "disk",
            "no-variant");
  }

  @Test
  void ofWord_everyWord_isThatReason() {
    for (IneligibilityReason reason : IneligibilityReason.values()) {
      assertThat(IneligibilityReason.ofWord(reason.word())).contains(reason);
    }
    assertThat(IneligibilityReason.ofWord("MEMORY")).isEmpty();
  }
}
