package dev.sluice.probe.fit;

import java.util.List;
import java.util.Objects;

/** Whether a model fits into a device's memory. */
public sealed interface FitAnswer {

  /** It fits. */
  record Fits(MemoryEstimate estimate, long availableBytes) implements FitAnswer {
    public Fits {
      Objects.requireNonNull(estimate, "estimate");
    }
  }

  /**
   * It does not.
   *
   * @param advice best first, never empty
   */
  record DoesNotFit(MemoryEstimate estimate, long availableBytes, List<Advice> advice)
      implements FitAnswer {
    public DoesNotFit {
      Objects.requireNonNull(estimate, "estimate");
      advice = List.copyOf(advice);
    }
  }

  /**
   * Too little is known for an answer.
   *
   * @param reason one line for a person
   */
  record CannotTell(String reason) implements FitAnswer {
    public CannotTell {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
