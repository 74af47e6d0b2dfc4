package dev.sluice.probe.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.consent.Consent;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any situation has one answer, and a worse one never gets a better answer. */
class SchedulePolicyPropertyTest {
  private static final int COORDINATES = 11;

  @Property(tries = 3_000)
  void decide_anything_answersAlwaysTheSameAndLooksAgainInTime(@ForAll long seed) {
    Random random = new Random(seed);
    OwnerSettings owner = owner(random);
    Situation situation = situation(levels(random), random);

    Decision decision = new SchedulePolicy(owner).decide(situation);

    assertThat(new SchedulePolicy(owner).decide(situation)).isEqualTo(decision);
    if (decision instanceof Decision.Wait wait) {
      assertThat(wait.reasons()).isNotEmpty();
      assertThat(wait.lookAgain()).isBetween(Duration.ofNanos(1), Duration.ofHours(1));
    }
  }

  @Property(tries = 6_000)
  void decide_oneConditionWorse_neverTurnsAWaitIntoARun(@ForAll long seed) {
    Random random = new Random(seed);
    SchedulePolicy policy = new SchedulePolicy(owner(random));
    int[] better = levels(random);
    int[] worse = better.clone();
    int coordinate = random.nextInt(COORDINATES);
    worse[coordinate] += 1 + random.nextInt(3);
    LocalTime time = LocalTime.ofSecondOfDay(random.nextInt(86_400));

    boolean runsWhenBetter =
        policy.decide(situation(better, new Random(seed), time)) instanceof Decision.RunNow;
    boolean runsWhenWorse =
        policy.decide(situation(worse, new Random(seed), time)) instanceof Decision.RunNow;

    assertThat(runsWhenWorse && !runsWhenBetter).as("coordinate " + coordinate).isFalse();
  }

  @Property(tries = 1_000)
  void objectionsToTransfer_onlyAMeteredNetworkAndTheOwnerCount(@ForAll long seed) {
    Random random = new Random(seed);
    SchedulePolicy policy = new SchedulePolicy(owner(random));

    assertThat(
            policy.objectionsToTransfer(
                Consent.TELEMETRY, situation(levels(random), random).conditions()))
        .isSubsetOf(WaitReason.METERED);
    assertThat(policy.objectionsToTransfer(Consent.OFF, Conditions.unknown()))
        .contains(WaitReason.CONSENT);
  }

  /** Zero is best; the greater the worse. Mostly good, or nothing would ever run. */
  private static int[] levels(Random random) {
    int[] levels = new int[COORDINATES];
    for (int i = 0; i < COORDINATES; i++) {
      levels[i] = random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0;
    }
    return levels;
  }

  private static Situation situation(int[] levels, Random random) {
    return situation(levels, random, LocalTime.ofSecondOfDay(random.nextInt(86_400)));
  }

  /** What cannot be told lies between what is known to be good and what is known to be bad. */
  private static Situation situation(int[] levels, Random random, LocalTime time) {
    boolean battery = random.nextInt(4) > 0;
    Conditions conditions =
        new Conditions(
            battery ? Optional.of(true) : Optional.of(false),
            goodUnknownBad(levels[0], true),
            amount(levels[1], 1, 0.5, 0),
            goodUnknownBad(levels[2], false),
            goodUnknownBad(levels[3], false),
            amount(levels[4], 0, 0.6, 9),
            memory(levels[5]),
            goodUnknownBad(levels[6], false));
    Spent spent = new Spent(Duration.ofMinutes(20L * levels[7]), 20_000.0 * levels[8]);
    Agenda agenda =
        levels[9] == 0
            ? new Agenda.Due(OptionalLong.of(1_000), random.nextBoolean())
            : new Agenda.Empty(Set.of(WaitReason.NOTHING_TO_DO));
    Consent consent =
        levels[10] == 0 ? Consent.TELEMETRY : levels[10] == 1 ? Consent.EVAL_ONLY : Consent.OFF;
    return new Situation(consent, agenda, conditions, spent, time);
  }

  private static Optional<Boolean> goodUnknownBad(int level, boolean good) {
    return level == 0 ? Optional.of(good) : level == 1 ? Optional.empty() : Optional.of(!good);
  }

  private static OptionalDouble amount(int level, double good, double middling, double bad) {
    return switch (level) {
      case 0 -> OptionalDouble.of(good);
      case 1 -> OptionalDouble.empty();
      case 2 -> OptionalDouble.of(bad == 0 ? Math.min(middling, 0.01) : Math.max(middling, 8));
      default -> OptionalDouble.of(bad);
    };
  }

  private static OptionalLong memory(int level) {
    return level == 0
        ? OptionalLong.of(5_000)
        : level == 1 ? OptionalLong.empty() : OptionalLong.of(10L / level);
  }

  private static OwnerSettings owner(Random random) {
    return new OwnerSettings(
        random.nextBoolean(),
        0.02 + 0.9 * random.nextDouble(),
        random.nextBoolean(),
        0.1 + 5 * random.nextDouble(),
        random.nextBoolean(),
        random.nextInt(3) == 0
            ? List.of(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)))
            : List.of(),
        Duration.ofMinutes(1 + random.nextInt(60)),
        1 + random.nextInt(50_000),
        new Unknown(
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean()));
  }
}
