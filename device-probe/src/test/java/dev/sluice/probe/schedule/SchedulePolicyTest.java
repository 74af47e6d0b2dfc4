package dev.sluice.probe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.consent.Consent;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulePolicyTest {
  private static final LocalTime NOON = LocalTime.NOON;
  private static final Agenda DUE = new Agenda.Due(OptionalLong.of(1_000), false);

  @Test
  void decide_idleDeviceOnTheCharger_runs() {
    assertThat(decide(onTheCharger())).isEqualTo(new Decision.RunNow());
  }

  @Test
  void decide_boxWithoutABattery_runsByDefault() {
    Conditions box =
        new Conditions(
            Optional.of(false),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.of(0),
            OptionalLong.of(2_000),
            Optional.empty());

    assertThat(decide(box)).isEqualTo(new Decision.RunNow());
    assertThat(
            new SchedulePolicy(OwnerSettings.DEFAULT).objectionsToTransfer(Consent.TELEMETRY, box))
        .isEmpty();
  }

  @Test
  void decide_nothingKnown_waitsWhereAWrongGuessWouldBeFelt() {
    assertThat(reasons(Conditions.unknown()))
        .containsExactlyInAnyOrder(
            WaitReason.ON_BATTERY, WaitReason.BATTERY_LOW, WaitReason.BUSY, WaitReason.NO_MEMORY);
  }

  @Test
  void decide_everythingBad_namesEveryReason() {
    Conditions bad =
        new Conditions(
            Optional.of(true),
            Optional.of(false),
            OptionalDouble.of(0.1),
            Optional.of(true),
            Optional.of(true),
            OptionalDouble.of(3),
            OptionalLong.of(10),
            Optional.of(true));

    assertThat(reasons(bad))
        .containsExactly(
            WaitReason.ON_BATTERY,
            WaitReason.BATTERY_LOW,
            WaitReason.POWER_SAVER,
            WaitReason.HOT,
            WaitReason.BUSY,
            WaitReason.NO_MEMORY);
  }

  @Test
  void decide_noConsent_waitsWhateverElse() {
    for (Consent consent : List.of(Consent.OFF, Consent.EVAL_ONLY)) {
      Situation situation = new Situation(consent, DUE, onTheCharger(), Spent.NOTHING, NOON);
      assertThat(((Decision.Wait) policy().decide(situation)).reasons())
          .containsExactly(WaitReason.CONSENT);
    }
  }

  @Test
  void decide_emptyAgenda_passesItsReasonOn() {
    Situation situation =
        new Situation(
            Consent.TELEMETRY,
            new Agenda.Empty(Set.of(WaitReason.MODEL_MISSING)),
            onTheCharger(),
            Spent.NOTHING,
            NOON);
    assertThat(((Decision.Wait) policy().decide(situation)).reasons())
        .containsExactly(WaitReason.MODEL_MISSING);
  }

  @Test
  void decide_budgetsUsedUp_looksAgainWithinTheHourAndByMidnight() {
    Spent spent = new Spent(Duration.ofMinutes(30), 30_000);
    Decision.Wait atNoon = (Decision.Wait) decide(onTheCharger(), spent, NOON);
    Decision.Wait late =
        (Decision.Wait) decide(onTheCharger(), spent, LocalTime.MIDNIGHT.minusMinutes(10));

    assertThat(atNoon.reasons())
        .containsExactly(WaitReason.OUT_OF_TIME_BUDGET, WaitReason.OUT_OF_ENERGY_BUDGET);
    assertThat(atNoon.lookAgain()).isEqualTo(Duration.ofHours(1));
    assertThat(late.lookAgain()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void decide_quietHoursOverMidnight_waitsUntilTheyEnd() {
    OwnerSettings owner = quiet(LocalTime.of(22, 0), LocalTime.of(7, 0));
    for (LocalTime time : List.of(LocalTime.of(22, 0), LocalTime.of(3, 0), LocalTime.of(6, 59))) {
      assertThat(decide(owner, time)).isInstanceOf(Decision.Wait.class);
    }
    assertThat(((Decision.Wait) decide(owner, LocalTime.of(6, 30))).lookAgain())
        .isEqualTo(Duration.ofMinutes(30));
    for (LocalTime time : List.of(LocalTime.of(7, 0), NOON, LocalTime.of(21, 59))) {
      assertThat(decide(owner, time)).isEqualTo(new Decision.RunNow());
    }
  }

  @Test
  void objectionsToTransfer_meteredNetwork_onlyIfTheOwnerMinds() {
    Conditions metered = withMetered(Optional.of(true));
    OwnerSettings usual = OwnerSettings.DEFAULT;

    assertThat(policy().objectionsToTransfer(Consent.TELEMETRY, metered))
        .containsExactly(WaitReason.METERED);
    assertThat(
            new SchedulePolicy(
                    new OwnerSettings(
                        true, 0, true, 1, false, List.of(), usual.timePerDay(), 1, usual.unknown()))
                .objectionsToTransfer(Consent.TELEMETRY, metered))
        .isEmpty();
    assertThat(policy().objectionsToTransfer(Consent.EVAL_ONLY, withMetered(Optional.of(false))))
        .containsExactly(WaitReason.CONSENT);
  }

  /** A run on another machine is traffic; one on this is none. */
  @Test
  void decide_meteredNetwork_keepsARunFromAnotherMachineAlone() {
    Conditions metered = withMetered(Optional.of(true));
    Agenda elsewhere = new Agenda.Due(OptionalLong.empty(), true);

    assertThat(decide(metered)).isEqualTo(new Decision.RunNow());
    assertThat(
            ((Decision.Wait)
                    policy()
                        .decide(
                            new Situation(
                                Consent.TELEMETRY, elsewhere, metered, Spent.NOTHING, NOON)))
                .reasons())
        .containsExactly(WaitReason.METERED);
  }

  @Test
  void pause_failuresInARow_doubleUpToTheLimitAndHonourTheServer() {
    Backoff backoff = new Backoff(Duration.ofMinutes(1), Duration.ofHours(6));

    assertThat(backoff.pause(1, Optional.empty(), 0.5)).isEqualTo(Duration.ofMinutes(1));
    assertThat(backoff.pause(4, Optional.empty(), 0.5)).isEqualTo(Duration.ofMinutes(8));
    assertThat(backoff.pause(1_000, Optional.empty(), 0.5)).isEqualTo(Duration.ofHours(6));
    assertThat(backoff.pause(1, Optional.of(Duration.ofHours(2)), 0.5))
        .isEqualTo(Duration.ofHours(2));
    assertThat(backoff.pause(1, Optional.of(Duration.ofDays(9)), 0.5))
        .isEqualTo(Duration.ofHours(6));
    assertThat(backoff.pause(1, Optional.empty(), 0)).isEqualTo(Duration.ofSeconds(48));
  }

  private static Conditions onTheCharger() {
    return withMetered(Optional.of(false));
  }

  private static Conditions withMetered(Optional<Boolean> metered) {
    return new Conditions(
        Optional.of(true),
        Optional.of(true),
        OptionalDouble.of(0.8),
        Optional.of(false),
        Optional.of(false),
        OptionalDouble.of(0.1),
        OptionalLong.of(2_000),
        metered);
  }

  private static OwnerSettings quiet(LocalTime from, LocalTime until) {
    OwnerSettings usual = OwnerSettings.DEFAULT;
    return new OwnerSettings(
        true,
        0.3,
        true,
        0.5,
        true,
        List.of(new QuietHours(from, until)),
        usual.timePerDay(),
        usual.joulesPerDay(),
        usual.unknown());
  }

  private static SchedulePolicy policy() {
    return new SchedulePolicy(OwnerSettings.DEFAULT);
  }

  private static Decision decide(OwnerSettings owner, LocalTime time) {
    return new SchedulePolicy(owner)
        .decide(new Situation(Consent.TELEMETRY, DUE, onTheCharger(), Spent.NOTHING, time));
  }

  private static Decision decide(Conditions conditions) {
    return decide(conditions, Spent.NOTHING, NOON);
  }

  private static Decision decide(Conditions conditions, Spent spent, LocalTime time) {
    return policy().decide(new Situation(Consent.TELEMETRY, DUE, conditions, spent, time));
  }

  private static Set<WaitReason> reasons(Conditions conditions) {
    return ((Decision.Wait) decide(conditions)).reasons();
  }
}
