package dev.sluice.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some contexts, by their bytes. Safe for use by many threads: an entry never
 * changes, and what one thread does not see yet it works out again.
 *
 * <p>A context has one place, where a new one takes the room of an older one: whoever invents names
 * of models makes the others be worked out again, and can neither fill the memory nor make a search
 * long.
 *
 * @param <T> what is known
 */
public final class ContextMemory<T> {
  private static final int PLACES = 1 << 14;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable Object[] entries = new Object[PLACES];

  @SuppressWarnings("ArrayRecordComponent") // entries are never compared, but by their bytes
  private record Entry<T>(byte[] context, T known) {
    boolean isOf(byte[] bytes, int from, int to) {
      return Arrays.equals(context, 0, context.length, bytes, from, to);
    }
  }

  /** What is known of the context between two places of some bytes; null if nothing is. */
  @SuppressWarnings("unchecked") // put() lets nothing else in
  public @Nullable T find(byte[] bytes, int from, int to) {
    Entry<T> there = (Entry<T>) entries[place(bytes, from, to)];
    return there != null && there.isOf(bytes, from, to) ? there.known() : null;
  }

  /** From now on this is known of a context, whose bytes nobody changes. */
  public void put(byte[] context, T what) {
    entries[place(context, 0, context.length)] = new Entry<>(context, what);
  }

  /** Of all bytes, eight at a time, as in MurmurHash3. */
  private static int place(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ (long) WORDS.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mix(hash ^ bytes[at]);
    }
    return (int) (hash >>> 32) & (PLACES - 1);
  }

  private static long mix(long bits) {
    long mixed = bits * 0xFF51AFD7ED558CCDL;
    return mixed ^ (mixed >>> 33);
  }
}
