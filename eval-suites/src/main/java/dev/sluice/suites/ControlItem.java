package dev.sluice.suites;

import java.util.List;

/**
 * A question that tests the harness and not the model: asked in every run, never sampled away,
 * never part of a score. When a control does not come out as its kind says, prompts, answers or
 * grades are going astray somewhere between suite and engine, and the run's scores mean nothing.
 *
 * @param id lower case, at most 64 characters, different from every item's
 * @param kind what the grade has to be
 * @param input 1 to 16,000 characters
 * @param expected what the grader compares with, 1 to 4,000 characters, never blank
 * @param choices the only possible answers, as an {@link Item} has them
 */
public record ControlItem(String id, Kind kind, String input, String expected, List<String> choices)
    implements Question {

  /** What the grade of a control has to be for the run to count. */
  public enum Kind {
    /**
     * So easy that even a badly quantised model answers it: anything but a pass means that the
     * harness loses, mixes up or rewrites prompts or answers.
     */
    MUST_PASS,
    /** {@code expected} is wrong on purpose: a pass means that grades are given away. */
    MUST_FAIL
  }

  public ControlItem {
    Bounds.id(id);
    Bounds.text("input", input, Bounds.MAX_INPUT_CHARS);
    Bounds.text("expected", expected, Bounds.MAX_EXPECTED_CHARS);
    choices = Choices.checked(choices, expected);
  }

  /** A control with a free answer. */
  public ControlItem(String id, Kind kind, String input, String expected) {
    this(id, kind, input, expected, List.of());
  }
}
