package dev.sluice.schemas;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An encoded report in three parts, without reading all of it: its id, its context, and its answer.
 *
 * <p>The context is what stands between id and payload: registry, suites, day, metric, class,
 * privacy loss and model. All reports of a cell have it in common, byte for byte, as there is one
 * encoding of a report and no other. So whoever has read one of them knows the context of the next
 * by comparing bytes. What the numbers in it mean is known only beside the registry that it names.
 */
public final class ReportBytes {
  /** Where the id begins. */
  public static final int ID_START = SingleObjectCodec.HEADER_BYTES;

  /** Where the id ends and the context begins. */
  public static final int CONTEXT_START = ID_START + 16;

  /** Metric, class and privacy loss, behind the day. */
  private static final int PLACES = 3;

  private ReportBytes() {}

  /** A copy of the id in an encoded report: the key that it has in Kafka. */
  public static byte[] idOf(byte[] bytes) {
    return Arrays.copyOfRange(bytes, ID_START, CONTEXT_START);
  }

  /**
   * Where the context ends and the answer begins; empty if the bytes cannot be divided so.
   *
   * @param bytes anything of a report's length, from a known header on
   */
  public static OptionalInt contextEnd(byte[] bytes) {
    InMemoryDecoder decoder = new InMemoryDecoder(bytes, CONTEXT_START);
    try {
      decoder.skipFixed(2 * DigestPrefixes.BYTES);
      decoder.readInt();
      for (int place = 0; place < PLACES; place++) {
        decoder.readInt();
      }
      skipModel(decoder);
      if (decoder.readIndex() != 0) {
        decoder.skipString();
        decoder.skipFixed(DigestPrefixes.BYTES);
      }
      return OptionalInt.of(decoder.position());
    } catch (IOException notDivisible) {
      return OptionalInt.empty();
    }
  }

  /**
   * The payload, if from a place on the bytes are a payload within the bounds of the format and
   * zeros to the end of the report, and nothing else. That a difference has less room is not looked
   * at: no mechanism for one makes more.
   */
  public static Optional<long[]> answer(byte[] bytes, int contextEnd) {
    InMemoryDecoder decoder = new InMemoryDecoder(bytes, contextEnd);
    try {
      long[] payload = payload(decoder);
      boolean whole = payload.length > 0 && ReportFormat.isZero(bytes, decoder.position());
      return whole ? Optional.of(payload) : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static long[] payload(InMemoryDecoder decoder) throws IOException {
    long count = decoder.readArrayStart();
    if (count < 1 || count > ReportFormat.MAX_PAYLOAD) {
      return new long[0];
    }
    long[] payload = new long[(int) count];
    int start = decoder.position();
    for (int i = 0; i < payload.length; i++) {
      payload[i] = decoder.readLong();
      if (payload[i] > ReportFormat.MAX_MAGNITUDE || payload[i] < -ReportFormat.MAX_MAGNITUDE) {
        return new long[0];
      }
    }
    boolean fits = decoder.position() - start <= ReportFormat.PAYLOAD_BYTES;
    decoder.arrayNext();
    return fits ? payload : new long[0];
  }

  private static void skipModel(InMemoryDecoder decoder) throws IOException {
    decoder.skipString();
    decoder.skipString();
    decoder.skipFixed(DigestPrefixes.BYTES);
    decoder.readEnum();
    decoder.readEnum();
    decoder.skipString();
    decoder.readEnum();
    decoder.readEnum();
    decoder.readInt();
  }
}
