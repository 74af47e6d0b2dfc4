package dev.sluice.gate.desk;

import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.rollout.DecisionKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a gate has done since its start, and what it holds. Immutable.
 *
 * @param looks looks at all the evidence that came to their end
 * @param failedLooks looks that did not: a decision was not recorded, or a bug
 * @param lastLook when the newest look ended; empty before the first
 * @param lastTurn when the gate was last seen to be at work, looking or waiting for a change
 * @param decisions records written, by what they decide
 * @param cells cells of evidence that are held
 * @param leftOut cells of the topic that are no evidence, by the reason
 * @param lag records of the aggregates topic that are known to wait; empty if that is not known
 */
public record GateActivity(
    long looks,
    long failedLooks,
    Optional<Instant> lastLook,
    Instant lastTurn,
    Map<DecisionKind, Long> decisions,
    long cells,
    Map<LeftOut, Long> leftOut,
    OptionalLong lag) {

  public GateActivity {
    decisions = Map.copyOf(decisions);
    leftOut = Map.copyOf(leftOut);
  }

  /** Nothing done and nothing held. */
  public static GateActivity none(Instant now) {
    return new GateActivity(
        0, 0, Optional.empty(), now, Map.of(), 0, Map.of(), OptionalLong.empty());
  }

  /** One look more. */
  public GateActivity looked(Instant now) {
    return new GateActivity(
        looks + 1, failedLooks, Optional.of(now), lastTurn, decisions, cells, leftOut, lag);
  }

  /** One look more that failed. */
  public GateActivity lookFailed() {
    return new GateActivity(
        looks, failedLooks + 1, lastLook, lastTurn, decisions, cells, leftOut, lag);
  }

  /** Still at work. */
  public GateActivity turned(Instant now) {
    return new GateActivity(looks, failedLooks, lastLook, now, decisions, cells, leftOut, lag);
  }

  /** One decision more on record. */
  public GateActivity decided(DecisionKind kind) {
    Map<DecisionKind, Long> more = new TreeMap<>(decisions);
    more.merge(kind, 1L, Long::sum);
    return new GateActivity(looks, failedLooks, lastLook, lastTurn, more, cells, leftOut, lag);
  }

  /** The evidence as it is now. */
  public GateActivity holding(long nowCells, Map<LeftOut, Long> nowLeftOut) {
    return new GateActivity(
        looks, failedLooks, lastLook, lastTurn, decisions, nowCells, nowLeftOut, lag);
  }

  /** How far behind the topic the evidence is. */
  public GateActivity lagging(OptionalLong records) {
    return new GateActivity(
        looks, failedLooks, lastLook, lastTurn, decisions, cells, leftOut, records);
  }
}
