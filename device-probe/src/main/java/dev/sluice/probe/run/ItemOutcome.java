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
  SKIPPED(false);

  private final boolean scored;

  ItemOutcome(boolean scored) {
    this.scored = scored;
  }

  /** Whether the item counts in the pass rate: it was asked, and its user saw what came of it. */
  public boolean scored() {
    return scored;
  }

  /** The name in JSON, such as {@code format_error}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
