package dev.sluice.jobs.deadletters;

import dev.sluice.admission.Refusal;
import dev.sluice.jobs.admission.LoggedRecord;
import dev.sluice.jobs.admission.RefusedReport;
import dev.sluice.schemas.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a refused record: the reason, where it is in the log, and its bytes, if a fix
 * could ever make a report of them.
 *
 * <p>Its key, its headers and the time of day are left out: none of them is needed to put it back.
 */
public final class DeadLetters {
  /**
   * Longest value whose bytes are kept: ten times a report. What is longer is no report of any
   * version, and a flood of it must not be passed on.
   */
  public static final int MAX_BYTES = 4096;

  private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

  private DeadLetters() {}

  /** The dead letter of a refused record. */
  public static DeadLetter of(RefusedReport refused) {
    LoggedRecord logged = refused.logged();
    long loggedDay = Math.floorDiv(logged.loggedMillis(), MILLIS_PER_DAY);
    DeadLetter.Builder letter =
        DeadLetter.newBuilder()
            .setReason(refused.reason())
            .setLoggedDay(LocalDate.ofEpochDay(loggedDay))
            .setPartition(logged.partition())
            .setOffset(logged.offset())
            .setLength(logged.bytes().length);
    byte[] kept = kept(refused);
    if (kept != null) {
      letter.setBytes(ByteBuffer.wrap(kept));
    }
    return letter.build();
  }

  /**
   * The record of the log as it was, as far as it was kept.
   *
   * <p>Reports are judged by the day on which they were logged, never by the time of that day.
   */
  public static LoggedRecord logged(DeadLetter letter) {
    return new LoggedRecord(
        letter.getPartition(), letter.getOffset(), loggedMillis(letter), bytes(letter));
  }

  /** Beginning of the day on which the record was logged, in epoch milliseconds, at least 0. */
  public static long loggedMillis(DeadLetter letter) {
    return Math.max(0, letter.getLoggedDay().toEpochDay() * MILLIS_PER_DAY);
  }

  private static byte @Nullable [] kept(RefusedReport refused) {
    byte[] value = refused.logged().value();
    return value == null
            || value.length > MAX_BYTES
            || refused.reason().equals(Refusal.NONZERO_PADDING.code())
        ? null
        : value;
  }

  private static byte @Nullable [] bytes(DeadLetter letter) {
    ByteBuffer kept = letter.getBytes();
    if (kept == null) {
      return null;
    }
    byte[] bytes = new byte[kept.remaining()];
    kept.duplicate().get(bytes);
    return bytes;
  }
}
