package dev.sluice.probe.flags;

import dev.sluice.probe.assignment.Cohort;
import java.util.Objects;

/**
 * A device's place in one flag.
 *
 * @param part name of its variant, such as {@code candidate}
 */
public record Assignment(String part, Variant variant) {

  /**
   * Finds the place of a device. It stays where it is as the candidate's share grows, and whenever
   * the rollout is started again under the same id.
   *
   * @param localSeed random bytes of this device, which never leave it
   * @param takesPart whether its owner lets it report: a device that cannot tell of harm is none of
   *     the first to run a new version
   */
  public static Assignment of(Flag flag, byte[] localSeed, boolean takesPart) {
    String part =
        takesPart ? part(flag, Cohort.bucket(localSeed, flag.rollout())) : flag.defaultVariant();
    return new Assignment(part, Objects.requireNonNull(flag.variants().get(part)));
  }

  private static String part(Flag flag, int bucket) {
    long total = flag.shares().stream().mapToLong(Flag.Share::weight).sum();
    long reached = 0;
    for (Flag.Share share : flag.shares()) {
      reached += share.weight();
      if (bucket < reached * Cohort.BUCKETS / total) {
        return share.variant();
      }
    }
    return flag.defaultVariant();
  }
}
