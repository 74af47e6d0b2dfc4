package dev.sluice.probe.engine;

import java.util.Objects;

/**
 * Why an engine is not asked for something.
 *
 * @param broken whether the engine takes such requests and does them wrong, so that whatever is
 *     made of its answers is worth nothing; otherwise it cannot do them, says so, or could not be
 *     tried
 * @param reason one line for a person
 */
public record Shortcoming(boolean broken, String reason) {
  public Shortcoming {
    Objects.requireNonNull(reason, "reason");
  }

  /** The engine cannot do it, or nobody knows. */
  public static Shortcoming lacking(String reason) {
    return new Shortcoming(false, reason);
  }

  /** The engine does it wrong. */
  public static Shortcoming broken(String reason) {
    return new Shortcoming(true, reason);
  }
}
