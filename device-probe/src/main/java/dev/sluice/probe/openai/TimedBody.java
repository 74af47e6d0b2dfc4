package dev.sluice.probe.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The bytes of an answer, and when each part of them arrived.
 *
 * @param ends end of each part within the bytes, rising
 * @param arrivalNanos when it arrived, since the request was handed over
 */
record TimedBody(byte[] bytes, int[] ends, long[] arrivalNanos) {

  /** A body whose times do not matter. */
  static TimedBody of(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new TimedBody(bytes, new int[] {bytes.length}, new long[] {0});
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

  String text() {
    return new String(bytes, UTF_8);
  }
}
