package dev.sluice.jobs.admission;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some contexts, by their bytes. Not for use by several threads.
 *
 * <p>A context has one place, where a new one takes the room of an older one: whoever invents names
 * of models makes the others be worked out again, and can neither fill the memory nor make a search
 * long.
 *
 * @param <T> what is known
 */
final class ContextMemory<T> {
  private static final int PLACES = 1 << 13;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] @Nullable [] contexts = new byte[PLACES][];
  private final @Nullable Object[] known = new Object[PLACES];

  /** What is known of the context between two places of some bytes; null if nothing is. */
  @SuppressWarnings("unchecked") // put() lets nothing else in
  @Nullable T find(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    byte[] there = contexts[place];
    return there != null && Arrays.equals(there, 0, there.length, bytes, from, to)
        ? (T) known[place]
        : null;
  }

  /** From now on this is known of a context. */
  void put(byte[] context, T what) {
    int place = place(context, 0, context.length);
    contexts[place] = context;
    known[place] = what;
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
