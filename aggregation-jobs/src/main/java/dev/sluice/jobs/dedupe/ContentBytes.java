package dev.sluice.jobs.dedupe;

import java.util.Arrays;

/**
 * What reports added to which cells, one after the other in few bytes.
 *
 * <p>An entry is the number of the cell times two, plus one if the payload is not a single number;
 * then the payload's length, in that case only; then the payload's numbers. All are written in
 * groups of seven bits, signed ones in zigzag: most reports take three or four bytes.
 */
final class ContentBytes {
  private static final int FIRST_ROOM = 32;
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes;
  private int end;

  ContentBytes() {
    bytes = new byte[FIRST_ROOM];
  }

  private ContentBytes(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  /** Entries that {@link #toArray} gave. */
  static ContentBytes of(byte[] bytes) {
    return new ContentBytes(bytes.clone());
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, end);
  }

  /** Appends an entry; answers where it begins. */
  int append(int cell, long[] payload) {
    ensureRoom((2 + payload.length) * LONGEST_NUMBER);
    int start = end;
    if (payload.length == 1) {
      write(2L * cell);
    } else {
      write(2L * cell + 1);
      write(payload.length);
    }
    for (long value : payload) {
      write((value << 1) ^ (value >> 63));
    }
    return start;
  }

  /** The entry that begins at a place. */
  Content at(int start) {
    Reader reader = new Reader(start);
    long head = reader.next();
    int length = (head & 1) == 0 ? 1 : (int) reader.next();
    long[] payload = new long[length];
    for (int i = 0; i < length; i++) {
      long value = reader.next();
      payload[i] = (value >>> 1) ^ -(value & 1);
    }
    return new Content((int) (head >>> 1), payload);
  }

  /** Where the entry after the one that begins at a place begins. */
  int after(int start) {
    Reader reader = new Reader(start);
    int length = (reader.next() & 1) == 0 ? 1 : (int) reader.next();
    for (int i = 0; i < length; i++) {
      reader.next();
    }
    return reader.at;
  }

  ContentBytes copy() {
    return new ContentBytes(toArray());
  }

  /**
   * One entry.
   *
   * @param cell number of the cell
   * @param payload what was added to it
   */
  @SuppressWarnings("ArrayRecordComponent") // compared with matches() alone
  record Content(int cell, long[] payload) {
    boolean matches(int otherCell, long[] otherPayload) {
      return cell == otherCell && Arrays.equals(payload, otherPayload);
    }
  }

  private void ensureRoom(int more) {
    if (more > bytes.length - end) {
      int least = Math.addExact(end, more);
      bytes = Arrays.copyOf(bytes, Math.max(least, Math.addExact(end, end / 4)));
    }
  }

  private void write(long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[end++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[end++] = (byte) rest;
  }

  private final class Reader {
    private int at;

    Reader(int start) {
      this.at = start;
    }

    long next() {
      long number = 0;
      int shift = 0;
      byte next = bytes[at++];
      while (next < 0) {
        number |= (next & 0x7FL) << shift;
        shift += 7;
        next = bytes[at++];
      }
      return number | ((long) next << shift);
    }
  }
}
