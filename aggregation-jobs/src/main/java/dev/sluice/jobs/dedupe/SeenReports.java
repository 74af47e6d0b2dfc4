package dev.sluice.jobs.dedupe;

import java.util.Arrays;

/**
 * The reports of one day and one shard of the id space that have been counted: a set of 64-bit
 * fingerprints of ids, each with 32 bits of the content. Not for use by several threads.
 *
 * <p>It only grows, and is thrown away whole when its day closes.
 */
public final class SeenReports {
  /*
   * Open addressing with linear probing in two parallel arrays: 12 bytes an entry, and between 16
   * and 32 with the free ones, against some 150 for an entry of a map with time-to-live. An id of 0
   * marks a free entry; the one fingerprint that is 0 is stored as 1, which adds one part in 2^64 to
   * the probability of a false match.
   *
   * Fingerprints are well mixed, so that their low bits choose the entry; the shard is chosen by the
   * high ones, or all fingerprints of a shard would crowd together here. A sender who picks ids that
   * share low bits makes probing slower for one shard of one day, and nothing else.
   */
  private static final int LEAST_CAPACITY = 8;

  private long[] ids;
  private int[] contents;
  private int size;

  public SeenReports() {
    this(0);
  }

  /** Room for an expected number of reports. */
  SeenReports(int expected) {
    int capacity = LEAST_CAPACITY;
    while (isOverfull(expected, capacity)) {
      capacity *= 2;
    }
    ids = new long[capacity];
    contents = new int[capacity];
  }

  private SeenReports(SeenReports other) {
    ids = other.ids.clone();
    contents = other.contents.clone();
    size = other.size;
  }

  /** What is known of a report that has just arrived. */
  public enum Sighting {
    /** The id is new, and is remembered from now on. */
    FIRST,
    /** The id was there, with the same content. */
    REPEATED,
    /** The id was there, with another content; the first one stays. */
    ALTERED
  }

  /** Looks a report up, and remembers it if its id is new. */
  public Sighting see(long idFingerprint, int contentFingerprint) {
    if (isOverfull(size + 1, ids.length)) {
      grow();
    }
    long id = idFingerprint == 0 ? 1 : idFingerprint;
    int entry = entryOf(id);
    if (ids[entry] == id) {
      return contents[entry] == contentFingerprint ? Sighting.REPEATED : Sighting.ALTERED;
    }
    ids[entry] = id;
    contents[entry] = contentFingerprint;
    size++;
    return Sighting.FIRST;
  }

  /** How many ids are remembered. */
  public int size() {
    return size;
  }

  SeenReports copy() {
    return new SeenReports(this);
  }

  /** Calls back for every id, in no particular order. */
  <E extends Exception> void forEach(EntryConsumer<E> consumer) throws E {
    for (int entry = 0; entry < ids.length; entry++) {
      if (ids[entry] != 0) {
        consumer.accept(ids[entry], contents[entry]);
      }
    }
  }

  interface EntryConsumer<E extends Exception> {
    void accept(long id, int content) throws E;
  }

  private int entryOf(long id) {
    int mask = ids.length - 1;
    int entry = (int) id & mask;
    while (ids[entry] != 0 && ids[entry] != id) {
      entry = (entry + 1) & mask;
    }
    return entry;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldContents = contents;
    ids = new long[Math.multiplyExact(oldIds.length, 2)];
    contents = new int[ids.length];
    for (int old = 0; old < oldIds.length; old++) {
      if (oldIds[old] != 0) {
        int entry = entryOf(oldIds[old]);
        ids[entry] = oldIds[old];
        contents[entry] = oldContents[old];
      }
    }
  }

  /** More than three quarters. */
  private static boolean isOverfull(int entries, int capacity) {
    return 4L * entries > 3L * capacity;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof SeenReports that) || size != that.size) {
      return false;
    }
    boolean[] same = {true};
    forEach(
        (id, content) -> {
          int entry = that.entryOf(id);
          same[0] &= that.ids[entry] == id && that.contents[entry] == content;
        });
    return same[0];
  }

  @Override
  public int hashCode() {
    return Long.hashCode(Arrays.stream(ids).sum());
  }

  @Override
  public String toString() {
    return "SeenReports[size=" + size + "]";
  }
}
