package dev.sluice.jobs.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseRenewalTest {
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

  private final InMemoryLease lease = new InMemoryLease(TIME_TO_LIVE);
  private final AtomicInteger losses = new AtomicInteger();

  private LeaseRenewal renewal(long epoch) {
    return new LeaseRenewal(lease, epoch, losses::incrementAndGet);
  }

  @Test
  void renew_ofAHolder_keepsOthersOut() throws Exception {
    lease.claim("first");
    try (LeaseRenewal renewal = renewal(1)) {
      for (int i = 0; i < 10; i++) {
        lease.sleep(TIME_TO_LIVE.minusMillis(1));
        renewal.renew();
      }
      assertThat(lease.claim("second")).isInstanceOf(Claim.Elsewhere.class);
    }
    assertThat(losses).hasValue(0);
  }

  @Test
  void renew_databaseAwayForLongerThanTheLease_isRenewedAfterwards() throws Exception {
    lease.claim("first");
    try (LeaseRenewal renewal = renewal(1)) {
      lease.setAway(true);
      renewal.renew();
      lease.sleep(TIME_TO_LIVE.multipliedBy(3));
      renewal.renew();
      lease.setAway(false);
      renewal.renew();

      assertThat(lease.claim("second")).isInstanceOf(Claim.Elsewhere.class);
    }
    assertThat(losses).hasValue(0);
  }

  @Test
  void renew_afterAnotherHasTakenIt_tellsOnceAndTakesNothingBack() throws Exception {
    lease.claim("first");
    try (LeaseRenewal renewal = renewal(1)) {
      lease.sleep(TIME_TO_LIVE);
      lease.claim("second");
      renewal.renew();
      renewal.renew();
    }

    assertThat(losses).hasValue(1);
    assertThat(lease.renew(2)).isTrue();
  }

  @Test
  void close_whileItRenews_leavesTheLeaseToExpireAndClosesItsConnection() throws Exception {
    lease.claim("first");
    renewal(1).every(Duration.ofMillis(1)).close();

    assertThat(lease.closed()).isTrue();
    assertThat(lease.claim("second")).isInstanceOf(Claim.Elsewhere.class);
  }
}
