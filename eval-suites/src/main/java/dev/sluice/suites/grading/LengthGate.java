package dev.sluice.suites.grading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Bounds the length of an answer, white space at its ends not counted.
 *
 * @param unit what is counted
 * @param atLeast 0 or greater
 * @param atMost at least 1, not smaller than {@code atLeast}
 */
public record LengthGate(Unit unit, int atLeast, int atMost) implements Gate {

  /** What the length is counted in. */
  public enum Unit {
    /** Unicode code points. */
    CHARACTERS,
    /** Runs of anything but white space. */
    WORDS
  }

  public LengthGate {
    if (atLeast < 0) {
      throw new IllegalArgumentException("atLeast must be 0 or greater, but is " + atLeast);
    }
    if (atMost < Math.max(1, atLeast)) {
      throw new IllegalArgumentException(
          "atMost must be 1 or greater and not below atLeast, but is " + atMost);
    }
  }

  @Override
  public Optional<String> objectionTo(String output) {
    long length = length(output.strip());
    return length >= atLeast && length <= atMost
        ? Optional.empty()
        : Optional.of(
            "the answer has %d %s, but must have %d to %d"
                .formatted(length, unit.name().toLowerCase(Locale.ROOT), atLeast, atMost));
  }

  @Override
  public String type() {
    return "length";
  }

  @Override
  public List<String> parameters() {
    return List.of(unit.name(), String.valueOf(atLeast), String.valueOf(atMost));
  }

  private long length(String output) {
    return switch (unit) {
      case CHARACTERS -> output.codePointCount(0, output.length());
      case WORDS -> output.isEmpty() ? 0 : output.split("\\s+", -1).length;
    };
  }
}
