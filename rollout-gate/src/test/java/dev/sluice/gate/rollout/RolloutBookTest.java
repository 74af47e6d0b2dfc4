package dev.sluice.gate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.testing.TestPolicies;
import dev.sluice.schemas.RolloutState;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RolloutBookTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 1);
  private final RolloutMachine machine =
      new RolloutMachine(new StageJudge(TestPolicies.REGISTRIES));
  private final Policy first = TestPolicies.example();
  private final Policy second =
      TestPolicies.exampleWith("rollout: tiny-1.1.0", "rollout: tiny-again");

  @Test
  void objectionTo_firstRollout_none() {
    assertThat(RolloutBook.empty().objectionTo(first)).isEmpty();
  }

  @Test
  void objectionTo_sameNameAgain_alreadyExistsEvenWhenEnded() {
    RolloutBook book = RolloutBook.empty().with(ended(first, RolloutState.ROLLED_BACK));

    assertThat(book.objectionTo(first)).contains(new Submission.AlreadyExists("tiny-1.1.0"));
  }

  @Test
  void objectionTo_secondRolloutOfARunningModel_busy() {
    RolloutBook book = RolloutBook.empty().with(machine.start(first, START));

    assertThat(book.objectionTo(second)).contains(new Submission.ModelBusy("tiny", "tiny-1.1.0"));
  }

  @Test
  void objectionTo_secondRolloutAfterTheFirstEnded_none() {
    for (RolloutState end :
        new RolloutState[] {
          RolloutState.COMPLETED, RolloutState.ROLLED_BACK, RolloutState.EXPIRED
        }) {
      assertThat(RolloutBook.empty().with(ended(first, end)).objectionTo(second)).isEmpty();
    }
  }

  @Test
  void objectionTo_anotherModel_none() {
    RolloutBook book = RolloutBook.empty().with(machine.start(first, START));
    Policy other = TestPolicies.exampleWith("tiny", "large");

    assertThat(book.objectionTo(other)).isEmpty();
  }

  @Test
  void newestOfEachModel_rolloutAfterRollout_theOneThatChangedLast() {
    Rollout newer = machine.start(second, START);
    RolloutBook book = RolloutBook.empty().with(machine.start(first, START)).with(newer);
    assertThat(book.newestOfEachModel()).containsExactly(newer);

    book = book.with(ended(first, RolloutState.EXPIRED)).with(newer);

    assertThat(book.newestOfEachModel()).containsExactly(newer);
    assertThat(book.all()).extracting(Rollout::id).containsExactly("tiny-1.1.0", "tiny-again");
  }

  private Rollout ended(Policy policy, RolloutState end) {
    return machine.start(policy, START).over(end);
  }
}
