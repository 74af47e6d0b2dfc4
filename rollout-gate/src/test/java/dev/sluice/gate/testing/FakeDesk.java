package dev.sluice.gate.testing;

import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.desk.GateActivity;
import dev.sluice.gate.desk.RolloutDesk;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.evidence.LeftOutCell;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutBook;
import dev.sluice.gate.rollout.RolloutMachine;
import dev.sluice.gate.rollout.Submission;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A desk without topics: what a test puts on record is on record. */
public final class FakeDesk implements RolloutDesk {
  public static final LocalDate START = LocalDate.of(2026, 3, 1);

  private final RolloutMachine machine =
      new RolloutMachine(new StageJudge(TestPolicies.REGISTRIES));
  private volatile RolloutBook book = RolloutBook.empty();
  public volatile boolean ready = true;
  public volatile boolean looking = true;
  public volatile boolean broken;
  public volatile GateActivity activity = GateActivity.none(Instant.EPOCH);

  public void put(Rollout rollout) {
    book = book.with(rollout);
  }

  public Rollout start(Policy policy) {
    return machine.start(policy, START);
  }

  /** A new rollout after a look at some evidence. */
  public Rollout look(Policy policy, List<Cell> cells, List<LeftOutCell> leftOut) {
    return machine.look(start(policy), Evidence.of(policy, START, cells, leftOut));
  }

  @Override
  public RolloutBook book() {
    return book;
  }

  @Override
  public CompletionStage<Submission> submit(Policy policy) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("no brokers"));
    }
    Optional<Submission> objection = book.objectionTo(policy);
    if (objection.isPresent()) {
      return CompletableFuture.completedFuture(objection.get());
    }
    put(start(policy));
    return CompletableFuture.completedFuture(
        new Submission.Started(book.find(policy.id()).orElseThrow()));
  }

  @Override
  public boolean looking() {
    return looking;
  }

  @Override
  public GateActivity activity() {
    return activity;
  }

  @Override
  public boolean ready() {
    return ready;
  }
}
