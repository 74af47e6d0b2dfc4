package dev.sluice.jobs.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobs.config.LeaseTerms;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseWaitTest {
  private static final LeaseTerms TERMS = LeaseTerms.defaults();

  private final InMemoryLease lease = new InMemoryLease(TERMS.timeToLive());
  private final LeaseWait wait = new LeaseWait(lease, TERMS, lease);
  private final Duration start = lease.now();

  private Duration waited() {
    return lease.now().minus(start);
  }

  @Test
  void claim_nobodyHasIt_isHeldAtOnce() throws Exception {
    assertThat(wait.claim("first")).isEqualTo(new Claim.Held(1));
    assertThat(waited()).isZero();
  }

  @Test
  void claim_byItsHolderAfterARestart_isHeldAtOnceUnderTheSameEpoch() throws Exception {
    lease.claim("first");

    assertThat(wait.claim("first")).isEqualTo(new Claim.Held(1));
    assertThat(waited()).isZero();
  }

  @Test
  void claim_holderHasDied_isHeldWhenTheLeaseHasEnded() throws Exception {
    lease.claim("first");

    assertThat(wait.claim("second")).isEqualTo(new Claim.Held(2));
    assertThat(waited()).isBetween(TERMS.timeToLive(), TERMS.timeToLive().plusMillis(10));
  }

  /** As the tasks of a JobManager that was killed: they do not know yet. */
  @Test
  void claim_holderDiesWhileItIsWaitedFor_isHeldWhenTheLeaseHasEnded() throws Exception {
    Duration death = Duration.ofSeconds(50);
    lease.claim("first");
    lease.whileTimePasses(() -> renewUntil(death));

    assertThat(wait.claim("second")).isEqualTo(new Claim.Held(2));
    assertThat(waited()).isBetween(death, death.plus(TERMS.timeToLive()));
  }

  @Test
  void claim_holderLives_isElsewhereWhenPatienceEnds() throws Exception {
    lease.claim("first");
    lease.whileTimePasses(() -> renewUntil(Duration.ofDays(1)));

    assertThat(wait.claim("second"))
        .isInstanceOfSatisfying(
            Claim.Elsewhere.class, other -> assertThat(other.holder()).isEqualTo("first"));
    assertThat(waited()).isBetween(TERMS.patience(), TERMS.patience().plusSeconds(1));
    assertThat(lease.renew(1)).isTrue();
  }

  @Test
  void claim_databaseGoesAwayMeanwhile_isItsFailure() throws Exception {
    lease.claim("first");
    lease.whileTimePasses(() -> lease.setAway(true));

    assertThatThrownBy(() -> wait.claim("second")).isInstanceOf(SQLException.class);
  }

  private void renewUntil(Duration death) {
    try {
      if (waited().compareTo(death) < 0) {
        lease.renew(1);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
