package dev.sluice.probe.export;

import dev.sluice.probe.run.ItemOutcome;

/** What other tools tell apart. */
enum Category {
  PASSED,
  /** The model answered, and the answer is not right. */
  FAILED,
  /**
   * There is no answer although there was to be one: something broke, or the engine did not take
   * the question. A suite that an engine's death has cut short must not look like one that went
   * well.
   */
  ERROR,
  /** The item was not to be asked here and now. */
  SKIPPED;

  static Category of(ItemOutcome outcome) {
    return switch (outcome) {
      case PASS -> PASSED;
      case FAIL, FORMAT_ERROR -> FAILED;
      case TIMEOUT, OUT_OF_MEMORY, ENGINE_CRASH, REFUSED, SKIPPED, HARNESS_INVALID -> ERROR;
      case SKIPPED_BY_POLICY, NOT_ELIGIBLE -> SKIPPED;
    };
  }
}
