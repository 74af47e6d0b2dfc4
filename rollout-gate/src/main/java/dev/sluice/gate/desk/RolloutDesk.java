package dev.sluice.gate.desk;

import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.RolloutBook;
import dev.sluice.gate.rollout.Submission;
import java.util.concurrent.CompletionStage;

/** What the outside may ask of a gate. Safe for use by many threads. */
public interface RolloutDesk {

  /** All rollouts as they stand, with nothing in them that is not on record. */
  RolloutBook book();

  /** Asks for a new rollout; done when it is on record or refused. */
  CompletionStage<Submission> submit(Policy policy);

  /** Whether the gate has caught up with its topics and can write. */
  boolean ready();

  /**
   * Whether the gate still looks at evidence, or waits for its topics to be able to. If not, it
   * will not by itself: only a restart helps.
   */
  boolean looking();

  /** What the gate has done since its start, and what it holds, for those who watch over it. */
  GateActivity activity();
}
