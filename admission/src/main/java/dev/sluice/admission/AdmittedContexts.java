package dev.sluice.admission;

import dev.sluice.schemas.Codecs;
import dev.sluice.schemas.ReportBytes;
import dev.sluice.schemas.ReportFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Contexts of which a report has been admitted. Of the next report with the same bytes only id and
 * answer are read: most of what a report says has been said before. The bytes name their registry,
 * so that the same places in them are the same metric, class and tier. Safe for use by many
 * threads.
 *
 * @param <T> what is remembered of a context
 */
public final class AdmittedContexts<T> {
  private final ContextMemory<Known<T>> known = new ContextMemory<>();

  private record Known<T>(T what, AdmittedContext rest) {}

  /**
   * A report that is admitted because one like it was.
   *
   * @param what is remembered of its context
   * @param payload its privatised values
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Again<T>(T what, long[] payload) {}

  /**
   * Looks at the bytes of a report, whatever they are.
   *
   * @param receivedMillis when they were received, in epoch milliseconds
   * @return null if nothing like it was admitted, or something is wrong with it: then all of it is
   *     to be judged, which also says what is wrong
   */
  public @Nullable Again<T> admit(byte[] bytes, long receivedMillis) {
    int end = contextEnd(bytes);
    Known<T> same = end > 0 ? known.find(bytes, ReportBytes.CONTEXT_START, end) : null;
    if (same == null) {
      return null;
    }
    long[] payload = ReportBytes.answer(bytes, end).orElse(null);
    return payload != null && same.rest().admits(payload, receivedMillis)
        ? new Again<>(same.what(), payload)
        : null;
  }

  /** Remembers the context of a report that has been admitted. */
  public void remember(byte[] bytes, T what, AdmittedContext rest) {
    int end = contextEnd(bytes);
    if (end > 0) {
      byte[] context = Arrays.copyOfRange(bytes, ReportBytes.CONTEXT_START, end);
      known.put(context, new Known<>(what, rest));
    }
  }

  /** 0 if the bytes are no report that a context could be found in. */
  private static int contextEnd(byte[] bytes) {
    return bytes.length == ReportFormat.BYTES && Codecs.REPORT.isOfPresentSchema(bytes)
        ? ReportBytes.contextEnd(bytes).orElse(0)
        : 0;
  }
}
