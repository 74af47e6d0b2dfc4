package dev.sluice.fleet.day;

import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.population.Seeds;
import dev.sluice.probe.assignment.Cohort;

/**
 * What the devices remember of one rollout: their bucket and which of the two versions they are
 * done with, by an answer or because they have none. Three bytes a device; different devices may be
 * worked on by different threads.
 */
final class RolloutMemory {
  private static final byte CONTROL_ANSWERED = 1;
  private static final byte CANDIDATE_ANSWERED = 2;

  private final long occasion;
  private final short[] buckets;
  private final byte[] answered;

  RolloutMemory(Population population, String rollout) {
    this.occasion = Seeds.occasion(rollout);
    this.buckets = new short[population.devices()];
    this.answered = new byte[population.devices()];
    for (int device = 0; device < buckets.length; device++) {
      if (population.everReports(device)) {
        buckets[device] = (short) Cohort.bucket(population.localSeed(device), rollout);
      }
    }
  }

  long occasion() {
    return occasion;
  }

  Cohort cohort(int device, int stagePercent) {
    return Cohort.of(buckets[device], stagePercent);
  }

  boolean hasAnswered(int device, Cohort cohort) {
    return (answered[device] & mark(cohort)) != 0;
  }

  void answer(int device, Cohort cohort) {
    answered[device] |= mark(cohort);
  }

  private static byte mark(Cohort cohort) {
    return cohort == Cohort.CANDIDATE ? CANDIDATE_ANSWERED : CONTROL_ANSWERED;
  }
}
