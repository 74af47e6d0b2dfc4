package dev.sluice.jobs.admission;

import org.jspecify.annotations.Nullable;

/**
 * A record of the reports topic, as it was found there. Its key is left where it is: the job needs
 * none, and a sender may have put anything into it.
 *
 * @param partition partition of the topic
 * @param offset place in the partition
 * @param loggedMillis when it was appended, in epoch milliseconds
 * @param value what was sent; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // records of the log are never compared
public record LoggedRecord(int partition, long offset, long loggedMillis, byte @Nullable [] value) {
  private static final byte[] NOTHING = {};

  /** The value; of a record without one, no bytes. */
  public byte[] bytes() {
    return value == null ? NOTHING : value;
  }
}
