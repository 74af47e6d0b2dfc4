package dev.sluice.gate.rollout;

import dev.sluice.gate.decision.Judgement;
import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.policy.Policy;
import dev.sluice.schemas.RolloutState;
import dev.sluice.schemas.Verdict;
import java.time.LocalDate;
import java.util.List;

/**
 * State and look in, next state out. A look moves at most one stage; what has ended stays ended.
 *
 * <p>Time is the newest day of the evidence, so that a rollout can be replayed from the aggregates
 * alone. A rollout about which nobody reports therefore never expires: it holds, for want of data.
 */
public final class RolloutMachine {
  private final StageJudge judge;

  public RolloutMachine(StageJudge judge) {
    this.judge = judge;
  }

  /** A new rollout in its first stage. It holds: there is no evidence. */
  public Rollout start(Policy policy, LocalDate startDay) {
    Evidence none = Evidence.of(policy, startDay, List.of());
    Look look = new Look(startDay, 0, none.digest(), none.sources(), judge.judge(policy, 0, none));
    return new Rollout(policy, 0, RolloutState.RUNNING, 0, startDay, startDay, look, List.of());
  }

  /** The rollout after a look at all the evidence; the same one if nothing has changed. */
  public Rollout look(Rollout rollout, Evidence evidence) {
    if (!rollout.running()) {
      return rollout;
    }
    Judgement judgement = judge.judge(rollout.policy(), rollout.stageIndex(), evidence);
    LocalDate newest = evidence.newestDay().orElse(rollout.startDay());
    // The day never goes back, so that a stage's days do not either.
    LocalDate day = newest.isAfter(rollout.look().day()) ? newest : rollout.look().day();
    Rollout seen =
        rollout.with(
            new Look(day, evidence.reports(), evidence.digest(), evidence.sources(), judgement));
    Rollout next = step(seen);
    return next.equals(rollout) ? rollout : next.withSequence(rollout.sequence() + 1);
  }

  private static Rollout step(Rollout seen) {
    Verdict verdict = seen.look().judgement().verdict();
    if (verdict == Verdict.ROLLBACK) {
      return seen.over(RolloutState.ROLLED_BACK);
    }
    if (seen.pastHorizon()) {
      return held(seen, undecided(seen)).over(RolloutState.EXPIRED);
    }
    return verdict == Verdict.PROMOTE ? promoteOnceBaked(seen) : seen;
  }

  private static Rollout promoteOnceBaked(Rollout seen) {
    Policy policy = seen.policy();
    if (seen.stageDays() < policy.minimumDaysPerStage()) {
      return held(
          seen,
          "within every margin; least days in a stage: %d, so far %d"
              .formatted(policy.minimumDaysPerStage(), seen.stageDays()));
    }
    long needed = 2L * policy.minimumReports();
    if (seen.stageReports() < needed) {
      return held(
          seen,
          "within every margin; least reports that a stage adds: %d, so far %d"
              .formatted(needed, seen.stageReports()));
    }
    return seen.promoted();
  }

  private static String undecided(Rollout seen) {
    Judgement judgement = seen.look().judgement();
    return "the horizon of %d days passed undecided: %s"
        .formatted(
            seen.policy().horizonDays(),
            judgement.verdict() == Verdict.HOLD ? judgement.reason() : "the proof came too late");
  }

  private static Rollout held(Rollout seen, String reason) {
    return seen.with(seen.look().heldBecause(reason));
  }
}
