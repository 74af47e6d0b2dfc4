package dev.sluice.probe.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The bytes of an answer, and when each part of them arrived. */
final class TimedBody {
  private final byte[] bytes;
  private final int[] ends;
  private final long[] arrivalNanos;

  /**
   * A body; takes the arrays over.
   *
   * @param ends end of each part within the bytes, rising
   * @param arrivalNanos when it arrived, since the request was handed over
   */
  TimedBody(byte[] bytes, int[] ends, long[] arrivalNanos) {
    this.bytes = bytes;
    this.ends = ends;
    this.arrivalNanos = arrivalNanos;
  }

  int length() {
    return bytes.length;
  }

  byte at(int position) {
    return bytes[position];
  }

  String text(int start, int end) {
    return new String(bytes, start, end - start, UTF_8);
  }

  String text() {
    return text(0, bytes.length);
  }

  /** When the byte at that place had arrived; the last arrival for a place beyond the end. */
  long arrivalOf(int position) {
    int found = Arrays.binarySearch(ends, position + 1);
    int part = Math.min(found >= 0 ? found : -found - 1, ends.length - 1);
    return part < 0 ? 0 : arrivalNanos[part];
  }

  long lastArrivalNanos() {
    return arrivalNanos.length == 0 ? 0 : arrivalNanos[arrivalNanos.length - 1];
  }
}
