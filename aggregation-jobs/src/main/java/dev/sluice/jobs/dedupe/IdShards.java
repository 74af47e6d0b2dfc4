package dev.sluice.jobs.dedupe;

import java.io.Serializable;

/**
 * How the reports of a day are divided into independent memories of what has been seen.
 *
 * <p>With RocksDB a memory is read and written whole between two flushes, so that it should stay at
 * some hundred entries: far more are read in vain, and with far fewer each memory names as many
 * cells as it has reports, at 16 bytes each. On the heap larger ones cost nothing.
 *
 * @param count shards a day, a power of two from 1 to {@value #MAX_COUNT}
 */
public record IdShards(int count) implements Serializable {
  private static final int MAX_COUNT = 1 << 16;

  public IdShards {
    if (count < 1 || count > MAX_COUNT || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "shards must be a power of two from 1 to " + MAX_COUNT + ", was " + count);
    }
  }

  /** The day and the shard of an id as one number, for {@code keyBy}. */
  public long key(long day, long idFingerprint) {
    // The high bits: the low ones choose the place within the shard's memory.
    long shard = (idFingerprint >>> 48) & (count - 1);
    return day * MAX_COUNT + shard;
  }

  /** The day of such a number. */
  public static long day(long key) {
    return Math.floorDiv(key, (long) MAX_COUNT);
  }
}
