package dev.sluice.probe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.probe.release.IneligibilityReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class EligibilityCategoryTest {

  @Test
  void of_anyReasonOfADevice_isCounted() {
    for (IneligibilityReason reason : IneligibilityReason.values()) {
      boolean ofTheDevice =
          reason != IneligibilityReason.NOT_YET_VALID && reason != IneligibilityReason.EXPIRED;
      assertThat(EligibilityCategory.of(List.of(reason)).isPresent())
          .as(reason.word())
          .isEqualTo(ofTheDevice);
    }
  }

  @Test
  void of_severalReasons_theFirstCounts() {
    int index =
        EligibilityCategory.of(List.of(IneligibilityReason.MEMORY, IneligibilityReason.NO_VARIANT))
            .orElseThrow()
            .index();

    assertThat(MeasuredQuantity.ELIGIBILITIES.get(index)).isEqualTo("memory");
  }

  @Test
  void of_noReason_isEligible() {
    assertThat(EligibilityCategory.of(List.of())).contains(EligibilityCategory.ELIGIBLE);
    assertThat(MeasuredQuantity.ELIGIBILITIES.get(EligibilityCategory.ELIGIBLE.index()))
        .isEqualTo("eligible");
  }
}
