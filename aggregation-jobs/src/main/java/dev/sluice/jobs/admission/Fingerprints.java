package dev.sluice.jobs.admission;

import dev.sluice.schemas.ReportBytes;
import java.nio.ByteBuffer;

/** Short forms of ids, for memory that must hold very many of them. */
final class Fingerprints {
  private Fingerprints() {}

  /**
   * 64 bits of the 128-bit id in an encoded report, each depending on all of it (mix13 of Stafford
   * 2011).
   *
   * <p>Ids are random. Of n reports of a day, two different ones are taken for the same with a
   * probability below n^2 / 2^65: 3 in 100 for a thousand million reports.
   */
  static long ofIdIn(byte[] report) {
    ByteBuffer words = ByteBuffer.wrap(report, ReportBytes.ID_START, 16);
    return mix(words.getLong() ^ mix(words.getLong()));
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
