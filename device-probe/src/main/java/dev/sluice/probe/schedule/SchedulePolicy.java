package dev.sluice.probe.schedule;

import dev.sluice.probe.consent.Consent;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Decides by the owner's settings. Any condition that becomes worse can only turn a run into a
 * wait, never a wait into a run, and the same situation always gets the same answer.
 */
public final class SchedulePolicy {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration BY_AND_BY = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final OwnerSettings settings;

  public SchedulePolicy(OwnerSettings settings) {
    this.settings = settings;
  }

  /** Whether a run may begin, or go on. */
  public Decision decide(Situation situation) {
    Set<WaitReason> reasons = EnumSet.noneOf(WaitReason.class);
    if (!situation.consent().allowsReports()) {
      reasons.add(WaitReason.CONSENT);
    }
    if (situation.agenda() instanceof Agenda.Empty empty) {
      reasons.addAll(empty.reasons());
    }
    addConditions(situation, reasons);
    addBudgets(situation, reasons);
    return reasons.isEmpty()
        ? new Decision.RunNow()
        : new Decision.Wait(reasons, lookAgain(reasons, situation.time()));
  }

  /** Why nothing may leave over the network now, or be asked for; empty if it may. */
  public Set<WaitReason> objectionsToTransfer(Consent consent, Conditions conditions) {
    Set<WaitReason> reasons = EnumSet.noneOf(WaitReason.class);
    if (!consent.allowsReports()) {
      reasons.add(WaitReason.CONSENT);
    }
    if (networkCosts(conditions)) {
      reasons.add(WaitReason.METERED);
    }
    return reasons;
  }

  private boolean networkCosts(Conditions conditions) {
    return settings.onlyUnmetered() && conditions.metered().orElse(!settings.unknown().network());
  }

  private void addConditions(Situation situation, Set<WaitReason> reasons) {
    Conditions now = situation.conditions();
    Unknown unknown = settings.unknown();
    boolean mayHaveBattery = now.battery().orElse(true);
    if (mayHaveBattery
        && settings.onlyOnExternalPower()
        && !now.externalPower().orElse(unknown.power())) {
      reasons.add(WaitReason.ON_BATTERY);
    }
    if (mayHaveBattery && batteryIsLow(now)) {
      reasons.add(WaitReason.BATTERY_LOW);
    }
    if (settings.notInPowerSaver() && now.powerSaver().orElse(!unknown.powerSaver())) {
      reasons.add(WaitReason.POWER_SAVER);
    }
    if (now.hot().orElse(!unknown.heat())) {
      reasons.add(WaitReason.HOT);
    }
    if (now.otherLoad().isPresent()
        ? now.otherLoad().getAsDouble() > settings.mostOtherLoad()
        : !unknown.load()) {
      reasons.add(WaitReason.BUSY);
    }
    if (situation.agenda() instanceof Agenda.Due due) {
      addConditions(due, now, reasons);
    }
  }

  /** What stands against this very run. */
  private void addConditions(Agenda.Due due, Conditions now, Set<WaitReason> reasons) {
    if (memoryIsShort(due, now)) {
      reasons.add(WaitReason.NO_MEMORY);
    }
    if (due.overNetwork() && networkCosts(now)) {
      reasons.add(WaitReason.METERED);
    }
  }

  private boolean batteryIsLow(Conditions now) {
    return now.batteryFraction().isPresent()
        ? now.batteryFraction().getAsDouble() < settings.leastBatteryFraction()
        : settings.leastBatteryFraction() > 0 && !settings.unknown().battery();
  }

  private boolean memoryIsShort(Agenda.Due due, Conditions now) {
    if (due.neededMemoryBytes().isEmpty()) {
      return false;
    }
    return now.availableMemoryBytes().isPresent()
        ? now.availableMemoryBytes().getAsLong() < due.neededMemoryBytes().getAsLong()
        : !settings.unknown().memory();
  }

  private void addBudgets(Situation situation, Set<WaitReason> reasons) {
    if (quiet(situation.time()).isPresent()) {
      reasons.add(WaitReason.QUIET_HOURS);
    }
    if (situation.spent().time().compareTo(settings.timePerDay()) >= 0) {
      reasons.add(WaitReason.OUT_OF_TIME_BUDGET);
    }
    if (situation.spent().joules() >= settings.joulesPerDay()) {
      reasons.add(WaitReason.OUT_OF_ENERGY_BUDGET);
    }
  }

  private Optional<QuietHours> quiet(LocalTime time) {
    return settings.quietHours().stream().filter(hours -> hours.contains(time)).findFirst();
  }

  /** All of them must go before a run: the one that stays longest counts. */
  private Duration lookAgain(Set<WaitReason> reasons, LocalTime time) {
    if (reasons.contains(WaitReason.CONSENT)) {
      return SOON; // Before it nothing is asked, and so no other reason is known.
    }
    Duration longest = Duration.ZERO;
    for (WaitReason reason : reasons) {
      Duration lasts = lasts(reason, time);
      longest = lasts.compareTo(longest) > 0 ? lasts : longest;
    }
    return longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
  }

  private Duration lasts(WaitReason reason, LocalTime time) {
    return switch (reason) {
      case CONSENT, BUSY, HOT, NO_MEMORY -> SOON;
      case MODEL_MISSING,
          SERVER_NOT_THERE,
          SERVER_UNFIT,
          NOT_COMPARABLE,
          NOT_RELEASED,
          NOT_ELIGIBLE,
          ON_BATTERY,
          BATTERY_LOW,
          POWER_SAVER,
          METERED ->
          BY_AND_BY;
      // Only other flags or another day change these.
      case NOTHING_TO_DO, ALREADY_ANSWERED, OUT_OF_PRIVACY_BUDGET -> LONGEST;
      case OUT_OF_TIME_BUDGET, OUT_OF_ENERGY_BUDGET -> atLeastSoon(untilMidnight(time));
      case QUIET_HOURS -> atLeastSoon(quiet(time).map(hours -> hours.left(time)).orElse(SOON));
    };
  }

  private static Duration untilMidnight(LocalTime time) {
    return Duration.ofDays(1).minusNanos(time.toNanoOfDay());
  }

  private static Duration atLeastSoon(Duration duration) {
    return duration.compareTo(SOON) < 0 ? SOON : duration;
  }
}
