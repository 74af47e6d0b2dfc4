package dev.sluice.ingest.senders;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers which tokens of one key were spent, and on which report: a token pays for one report,
 * however often that is sent, so that a lost answer costs a device nothing. Safe for use by many
 * threads.
 *
 * <p>An open hash table of longs: at most 64 bytes a token, a third of what a map of objects takes.
 * Nonces are hashed with a secret first, or senders could choose some that all meet in one place.
 */
final class SpentTokens {
  private static final int LONGS_PER_SLOT = 4;
  private static final int FIRST_SLOTS = 1 << 10;

  private final int mostTokens;
  private final long secret;
  private long[] slots = new long[FIRST_SLOTS * LONGS_PER_SLOT];
  private int size;

  /** What came of spending a token. */
  enum Spending {
    /** It was not spent before, or on this very report. */
    PAID,
    /** It was spent on another report. */
    SPENT,
    /** It cannot be remembered, so that it cannot be taken. */
    NO_ROOM
  }

  /**
   * Remembers nothing yet.
   *
   * @param mostTokens how many tokens may be remembered, at least 1
   * @param secret nobody outside knows it
   */
  SpentTokens(int mostTokens, long secret) {
    this.mostTokens = mostTokens;
    this.secret = secret;
  }

  synchronized int size() {
    return size;
  }

  /** Spends a token on the report that has these two halves of an id. */
  synchronized Spending spend(byte[] nonce, long idHigh, long idLow) {
    ByteBuffer hash = ByteBuffer.wrap(hash(nonce));
    long high = hash.getLong();
    long low = hash.getLong() | 1; // never 0, which is an empty slot
    int slot = find(slots, high, low);
    if (slots[slot + 1] != 0) {
      return slots[slot + 2] == idHigh && slots[slot + 3] == idLow ? Spending.PAID : Spending.SPENT;
    }
    if (size == mostTokens) {
      return Spending.NO_ROOM;
    }
    put(slots, slot, high, low, idHigh, idLow);
    size++;
    if (size * 2 > slots.length / LONGS_PER_SLOT) {
      grow();
    }
    return Spending.PAID;
  }

  private byte[] hash(byte[] nonce) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(secret).array());
      return sha256.digest(nonce);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  /** Where a token stands, or would stand; there is always an empty slot. */
  private static int find(long[] slots, long high, long low) {
    int mask = slots.length - 1;
    int slot = (int) high * LONGS_PER_SLOT & mask;
    while (slots[slot + 1] != 0 && (slots[slot] != high || slots[slot + 1] != low)) {
      slot = slot + LONGS_PER_SLOT & mask;
    }
    return slot;
  }

  private static void put(long[] slots, int slot, long high, long low, long idHigh, long idLow) {
    slots[slot] = high;
    slots[slot + 1] = low;
    slots[slot + 2] = idHigh;
    slots[slot + 3] = idLow;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int slot = 0; slot < slots.length; slot += LONGS_PER_SLOT) {
      if (slots[slot + 1] != 0) {
        int place = find(larger, slots[slot], slots[slot + 1]);
        System.arraycopy(slots, slot, larger, place, LONGS_PER_SLOT);
      }
    }
    slots = larger;
  }
}
