package dev.sluice.probe.assignment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A device's part in a rollout.
 *
 * <p>At a stage of f percent the lowest f percent of the buckets run the candidate and the highest
 * f percent report as concurrent control, so that both arms have one size. The devices between them
 * stay on the control version and say nothing: they keep their one answer for a later stage. Above
 * 50 percent the candidates take what they need and the control is what remains.
 */
public enum Cohort {
  CANDIDATE,
  REPORTING_CONTROL,
  SILENT_CONTROL;

  /** Buckets that a fleet is divided into: a hundredth of a percent each. */
  public static final int BUCKETS = 10_000;

  /**
   * The cohort of a bucket.
   *
   * @param bucket 0 .. {@link #BUCKETS} - 1
   * @param stagePercent 0 .. 100, the share of the fleet that runs the candidate
   */
  public static Cohort of(int bucket, int stagePercent) {
    int share = stagePercent * (BUCKETS / 100);
    if (bucket < share) {
      return CANDIDATE;
    }
    return bucket >= BUCKETS - share ? REPORTING_CONTROL : SILENT_CONTROL;
  }

  /**
   * A device's bucket in a rollout: a hash of a random seed that never leaves the device, salted
   * with the rollout's id, so that other devices are first next time.
   *
   * @param localSeed random bytes of this device
   * @return 0 .. {@link #BUCKETS} - 1
   */
  public static int bucket(byte[] localSeed, String rollout) {
    MessageDigest sha256 = sha256();
    sha256.update(localSeed);
    byte[] hash = sha256.digest(rollout.getBytes(StandardCharsets.UTF_8));
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), BUCKETS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
