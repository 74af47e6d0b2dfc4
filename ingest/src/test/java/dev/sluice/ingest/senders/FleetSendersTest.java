package dev.sluice.ingest.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.senders.SenderVerdict.MayNot;
import dev.sluice.ingest.senders.SenderVerdict.MaySend;
import dev.sluice.secrets.SecretHash;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FleetSendersTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  private final SettableClock clock = new SettableClock();
  private long nanos;
  private final FleetSenders senders = new FleetSenders(clock, () -> nanos);

  private static FleetCredential credential(String fleet, String secret) {
    return new FleetCredential(fleet, SecretHash.of(secret), Optional.empty(), Optional.empty());
  }

  private static FleetCredential limited(String secret, double perSecond) {
    return new FleetCredential(
        "limited", SecretHash.of(secret), Optional.empty(), Optional.of(perSecond));
  }

  private Optional<Problem> refusal(String authorization) {
    return senders.judge(authorization) instanceof MayNot no
        ? Optional.of(no.refusal().reason())
        : Optional.empty();
  }

  private Optional<SenderRefusal> send(String secret, int reports) {
    MaySend may = (MaySend) senders.judge("Bearer " + secret);
    return may.allowance().spend(Collections.nCopies(reports, new byte[1]));
  }

  @Test
  void judge_knownSecret_maySendWhateverItsSchemeIsWrittenLike() {
    senders.replace(List.of(credential("a", "one"), credential("b", "two")));

    assertThat(refusal("Bearer one")).isEmpty();
    assertThat(refusal("bearer  two ")).isEmpty();
    assertThat(send("one", 1_000_000)).isEmpty();
  }

  @Test
  void judge_anythingElse_mayNot() {
    senders.replace(List.of(credential("a", "one")));

    assertThat(senders.judge(null))
        .isEqualTo(new MayNot(new SenderRefusal(Problem.CREDENTIAL_REQUIRED)));
    for (String wrong :
        List.of("", "Bearer", "Bearer ", "Bearer On", "Basic one", "one", "Bearer one two")) {
      assertThat(refusal(wrong)).as(wrong).hasValue(Problem.CREDENTIAL_REFUSED);
    }
    assertThat(senders.challenges()).containsExactly("Bearer realm=\"sluice\"");
  }

  @Test
  void judge_nobodyKnownYet_mayNot() {
    assertThat(refusal("Bearer one")).hasValue(Problem.CREDENTIAL_REFUSED);
  }

  @Test
  void judge_lastDay_countsAndTheNextDoesNot() {
    senders.replace(
        List.of(
            new FleetCredential("a", SecretHash.of("one"), Optional.of(TODAY), Optional.empty())));

    clock.now = TODAY.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1);
    assertThat(refusal("Bearer one")).isEmpty();
    clock.now = clock.now.plusMillis(1);
    assertThat(refusal("Bearer one")).hasValue(Problem.CREDENTIAL_REFUSED);
  }

  @Test
  void replace_oldAndNewSecret_workTogetherUntilTheOldIsGone() {
    senders.replace(List.of(credential("a", "old"), credential("a", "new")));
    assertThat(refusal("Bearer old")).isEmpty();
    assertThat(refusal("Bearer new")).isEmpty();

    senders.replace(List.of(credential("a", "new")));
    assertThat(refusal("Bearer old")).hasValue(Problem.CREDENTIAL_REFUSED);
    assertThat(refusal("Bearer new")).isEmpty();
  }

  @Test
  void spend_beyondTheRate_isRefusedWithTheTimeToWaitAndThenTaken() {
    senders.replace(List.of(limited("one", 10)));

    assertThat(send("one", 1_000)).as("the burst").isEmpty();
    assertThat(send("one", 25)).hasValue(new SenderRefusal(Problem.RATE_LIMITED, 3));
    nanos += TimeUnit.MILLISECONDS.toNanos(2_500);
    assertThat(send("one", 25)).isEmpty();
    assertThat(send("one", 1)).hasValue(new SenderRefusal(Problem.RATE_LIMITED, 1));
  }

  @Test
  void spend_refused_takesNothing() {
    senders.replace(List.of(limited("one", 10)));
    send("one", 995);

    assertThat(send("one", 6)).isPresent();
    assertThat(send("one", 5)).isEmpty();
  }

  @Test
  void spend_bothCredentialsOfAFleet_shareItsRateAlsoOverAReload() {
    senders.replace(List.of(limited("old", 1), limited("new", 1)));
    assertThat(send("old", 600)).isEmpty();
    senders.replace(List.of(limited("new", 1)));

    assertThat(send("new", 600)).isPresent();
    senders.replace(List.of(limited("new", 2)));
    assertThat(send("new", 600)).as("another rate begins anew").isEmpty();
  }

  @Test
  void secrets_areLongUnlikeEachOtherAndOfOneForm() {
    byte[] random = new byte[32];
    String zeros = FleetSecret.create(count -> random.clone());
    random[31] = 1;

    assertThat(zeros).matches("sluice_[A-Za-z0-9_-]{43}");
    assertThat(FleetSecret.create(count -> random.clone())).isNotEqualTo(zeros);
  }

  private static final class SettableClock extends Clock {
    private Instant now = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
