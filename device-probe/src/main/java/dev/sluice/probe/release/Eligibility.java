package dev.sluice.probe.release;

import dev.sluice.probe.fit.Advice;
import dev.sluice.probe.fit.FitAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether a device may run a release. */
public sealed interface Eligibility {

  /**
   * It may.
   *
   * @param variant the largest file that fits
   * @param memory how it fits; absent when the manifest does not give its dimensions
   */
  record Eligible(Variant variant, Optional<FitAnswer.Fits> memory) implements Eligibility {
    public Eligible {
      Objects.requireNonNull(variant, "variant");
      Objects.requireNonNull(memory, "memory");
    }
  }

  /**
   * It may not.
   *
   * @param objections every reason, in the order of {@link IneligibilityReason}; never empty
   * @param advice what would help, best first; may be empty
   */
  record NotEligible(List<Objection> objections, List<Advice> advice) implements Eligibility {
    public NotEligible {
      objections = objections.stream().sorted(Comparator.comparing(Objection::reason)).toList();
      advice = List.copyOf(advice);
      if (objections.isEmpty()) {
        throw new IllegalArgumentException("who is not eligible must be told why");
      }
    }

    /** The one reason that is counted. */
    public IneligibilityReason first() {
      return objections.get(0).reason();
    }
  }

  /**
   * Why not.
   *
   * @param detail one line: what is needed, and what is there
   */
  record Objection(IneligibilityReason reason, String detail) {
    public Objection {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
