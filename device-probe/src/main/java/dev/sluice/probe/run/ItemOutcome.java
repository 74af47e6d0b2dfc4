package dev.sluice.probe.run;

import java.util.Locale;

/** What became of one item. */
public enum ItemOutcome {
  /** The answer is right. */
  PASS(true),
  /** The answer has the right form and is wrong. */
  FAIL(true),
  /** The answer does not have the right form, or is blank. */
  FORMAT_ERROR(true),
  /** No whole answer within the time limit. */
  TIMEOUT(true),
  /** The engine ran out of memory. */
  OUT_OF_MEMORY(true),
  /** The engine died. */
  ENGINE_CRASH(true),
  /** The engine will not run this item, for example because it does not fit into the context. */
  REFUSED(false),
  /** Never asked, because the engine had died too often by then. */
  SKIPPED(false),
  /**
   * Left out because the run was not to take more than it had. A run that a device puts off has no
   * outcome: it goes on later.
   */
  SKIPPED_BY_POLICY(false),
  /** Never asked, because the engine cannot do what the suite needs. */
  NOT_ELIGIBLE(false),
  /**
   * The answer is none that the engine was told to give, or its likelihoods are none: the harness's
   * fault, not the model's.
   */
  HARNESS_INVALID(false);

  private final boolean scored;

  ItemOutcome(boolean scored) {
    this.scored = scored;
  }

  /** Whether the item counts in the pass rate: it was asked, and its user saw what came of it. */
  public boolean scored() {
    return scored;
  }

  /** Whether it was never meant to be asked here and now; never a failure of anything. */
  public boolean setAside() {
    return this == SKIPPED_BY_POLICY || this == NOT_ELIGIBLE;
  }

  /**
   * Whether the engine did not take the question although it was to be asked: no rate counts it,
   * and no demand is met without it.
   */
  public boolean unasked() {
    return this == REFUSED || this == SKIPPED;
  }

  /** The name in JSON, such as {@code format_error}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
