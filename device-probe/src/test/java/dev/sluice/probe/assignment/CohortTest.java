package dev.sluice.probe.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CohortTest {

  @Property
  void of_growingStage_neverTakesACandidateBack(
      @ForAll @IntRange(max = Cohort.BUCKETS - 1) int bucket,
      @ForAll @IntRange(max = 100) int earlier,
      @ForAll @IntRange(max = 100) int later) {
    if (later >= earlier && Cohort.of(bucket, earlier) == Cohort.CANDIDATE) {
      assertThat(Cohort.of(bucket, later)).isEqualTo(Cohort.CANDIDATE);
    }
  }

  @Test
  void of_upToHalfTheFleet_armsHaveOneSize() {
    for (int percent = 0; percent <= 50; percent++) {
      int candidates = 0;
      int controls = 0;
      for (int bucket = 0; bucket < Cohort.BUCKETS; bucket++) {
        Cohort cohort = Cohort.of(bucket, percent);
        candidates += cohort == Cohort.CANDIDATE ? 1 : 0;
        controls += cohort == Cohort.REPORTING_CONTROL ? 1 : 0;
      }
      assertThat(candidates).isEqualTo(percent * 100).isEqualTo(controls);
    }
  }

  @Test
  void bucket_manyDevices_spreadsEvenlyAndAnewForEachRollout() {
    int devices = 20_000;
    int lowTenth = 0;
    int same = 0;
    for (int device = 0; device < devices; device++) {
      byte[] seed = ByteBuffer.allocate(8).putLong(device * 0x9E3779B97F4A7C15L).array();
      int bucket = Cohort.bucket(seed, "rollout-a");
      lowTenth += bucket < Cohort.BUCKETS / 10 ? 1 : 0;
      same += bucket == Cohort.bucket(seed, "rollout-b") ? 1 : 0;
    }
    // 2000 expected; 5 standard deviations are 212.
    assertThat(lowTenth).isBetween(1788, 2212);
    assertThat(same).isLessThan(20);
  }
}
