package dev.sluice.gate.rollout;

import java.util.Locale;

/** What a record of a rollout says that the one before did not. A closed list. */
public enum DecisionKind {
  STARTED,
  /** It stays where it is, on other evidence or for another reason. */
  HELD,
  PROMOTED,
  COMPLETED,
  ROLLED_BACK,
  EXPIRED;

  /** What a rollout's next state decides. */
  public static DecisionKind of(Rollout before, Rollout after) {
    return switch (after.state()) {
      case RUNNING -> after.stageIndex() > before.stageIndex() ? PROMOTED : HELD;
      case COMPLETED -> COMPLETED;
      case ROLLED_BACK -> ROLLED_BACK;
      case EXPIRED -> EXPIRED;
    };
  }

  /** The kind as metrics name it, such as {@code rolled-back}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
