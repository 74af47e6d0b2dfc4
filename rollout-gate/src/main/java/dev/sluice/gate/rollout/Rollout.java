package dev.sluice.gate.rollout;

import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.gate.policy.Policy;
import dev.sluice.schemas.RolloutState;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole state of a rollout after a look. {@link RolloutMachine} makes the next one.
 *
 * @param policy its rules
 * @param sequence 0 when it starts, one more whenever anything changes
 * @param state whether it still runs, and how it ended
 * @param stageIndex the present stage, or the one in which it ended
 * @param startDay first day whose reports count
 * @param stageDay day on which the present stage began
 * @param look the newest look
 * @param history the stages that have ended, oldest first
 */
public record Rollout(
    Policy policy,
    long sequence,
    RolloutState state,
    int stageIndex,
    LocalDate startDay,
    LocalDate stageDay,
    Look look,
    List<StageOutcome> history) {

  public Rollout {
    history = List.copyOf(history);
    if (stageIndex < 0 || stageIndex >= policy.stages().size()) {
      throw new IllegalArgumentException("the policy has no stage " + stageIndex);
    }
  }

  public String id() {
    return policy.id();
  }

  public boolean running() {
    return state == RolloutState.RUNNING;
  }

  /** Share of the fleet on the candidate from now on, in percent. */
  public int candidatePercent() {
    return state == RolloutState.ROLLED_BACK ? 0 : policy.stages().get(stageIndex);
  }

  /** The version that a device outside of the experiment runs. */
  public ModelIdentity serves() {
    return switch (state) {
      case RUNNING, EXPIRED -> policy.control();
      case COMPLETED -> policy.candidate();
      case ROLLED_BACK -> policy.fallback();
    };
  }

  boolean pastHorizon() {
    return ChronoUnit.DAYS.between(startDay, look.day()) >= policy.horizonDays();
  }

  /** Days that the evidence spans since the present stage began. */
  long stageDays() {
    return ChronoUnit.DAYS.between(stageDay, look.day());
  }

  /** Reports of both arms that have come since the present stage began. */
  long stageReports() {
    return look.reports() - (history.isEmpty() ? 0 : history.get(history.size() - 1).reports());
  }

  Rollout with(Look newLook) {
    return new Rollout(policy, sequence, state, stageIndex, startDay, stageDay, newLook, history);
  }

  Rollout withSequence(long newSequence) {
    return new Rollout(policy, newSequence, state, stageIndex, startDay, stageDay, look, history);
  }

  /** This rollout in the next stage; complete if that is the last one. */
  Rollout promoted() {
    int next = stageIndex + 1;
    RolloutState then =
        next == policy.stages().size() - 1 ? RolloutState.COMPLETED : RolloutState.RUNNING;
    return new Rollout(policy, sequence, then, next, startDay, look.day(), look, ended());
  }

  /** This rollout, over in its present stage. */
  Rollout over(RolloutState end) {
    return new Rollout(policy, sequence, end, stageIndex, startDay, stageDay, look, ended());
  }

  private List<StageOutcome> ended() {
    List<StageOutcome> all = new ArrayList<>(history);
    all.add(
        new StageOutcome(
            policy.stages().get(stageIndex),
            stageDay,
            look.day(),
            look.reports(),
            look.judgement().observing(List.of())));
    return all;
  }
}
