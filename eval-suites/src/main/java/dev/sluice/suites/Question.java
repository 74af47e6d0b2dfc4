package dev.sluice.suites;

import java.util.List;

/**
 * Something to ask with a known answer: an {@link Item} is scored, a {@link ControlItem} is not.
 */
public sealed interface Question permits Item, ControlItem {

  /** Unique within the suite, controls included. */
  String id();

  /** What takes the place of {@code {{input}}} in the suite's template. */
  String input();

  /** The answer that the suite's grader compares with. */
  String expected();

  /** The only possible answers; empty when the answer is free. */
  List<String> choices();
}
