package dev.sluice.probe.export;

import dev.sluice.probe.run.ItemOutcome;

/** What other tools tell apart. */
enum Category {
  PASSED,
  /** The model answered, and the answer is not right. */
  FAILED,
  /** There is no answer although the item was asked: something broke. */
  ERROR,
  /** The item was not asked, or not counted. */
  SKIPPED;

  static Category of(ItemOutcome outcome) {
    return switch (outcome) {
      case PASS -> PASSED;
      case FAIL, FORMAT_ERROR -> FAILED;
      case TIMEOUT, OUT_OF_MEMORY, ENGINE_CRASH, HARNESS_INVALID -> ERROR;
      case REFUSED, SKIPPED, SKIPPED_BY_POLICY, NOT_ELIGIBLE -> SKIPPED;
    };
  }
}
