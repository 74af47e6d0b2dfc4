package dev.sluice.schemas;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An encoded report in three parts, without reading all of it: its id, its context, and its answer.
 *
 * <p>The context is what stands between id and payload: registry, model, suite, class, day, metric,
 * mechanism and privacy loss. All reports of a cell have it in common, byte for byte, as there is
 * one encoding of a report and no other. So whoever has read one of them knows the context of the
 * next by comparing bytes.
 */
public final class ReportBytes {
  /** Where the id begins. */
  public static final int ID_START = SingleObjectCodec.HEADER_BYTES;

  /** Where the id ends and the context begins. */
  public static final int CONTEXT_START = ID_START + 16;

  /** One answer, 0, in Avro's encoding of an array. */
  private static final byte[] SOME_ANSWER = {2, 0, 0};

  private ReportBytes() {}

  /**
   * Where the context ends and the answer begins; empty if the bytes cannot be divided so.
   *
   * @param bytes anything of a report's length, from a known header on
   */
  public static OptionalInt contextEnd(byte[] bytes) {
    InMemoryDecoder decoder = new InMemoryDecoder(bytes, CONTEXT_START);
    try {
      decoder.skipFixed(Digests.BYTES);
      skipModel(decoder);
      if (decoder.readIndex() != 0) {
        skipBaseline(decoder);
      }
      decoder.skipFixed(Digests.BYTES);
      decoder.skipString();
      decoder.readInt();
      decoder.skipString();
      decoder.readEnum();
      decoder.readLong();
      return OptionalInt.of(decoder.position());
    } catch (IOException notDivisible) {
      return OptionalInt.empty();
    }
  }

  /**
   * The payload, if from a place on the bytes are a payload within the bounds of the format and
   * padding of zeros to the end of the report, and nothing else.
   */
  public static Optional<long[]> answer(byte[] bytes, int contextEnd) {
    InMemoryDecoder decoder = new InMemoryDecoder(bytes, contextEnd);
    try {
      long[] payload = payload(decoder);
      boolean whole = payload.length > 0 && decoder.readLong() == bytes.length - decoder.position();
      return whole && isZero(bytes, decoder.position()) ? Optional.of(payload) : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /**
   * Some report of a context; whatever it answers is nobody's answer.
   *
   * @param context the bytes between id and answer of a report that was admitted
   * @throws IllegalArgumentException if no report has this context
   */
  public static Report anyWith(byte[] context) {
    byte[] bytes = new byte[ReportFormat.BYTES];
    int end = CONTEXT_START + context.length;
    int paddingLengthAt = end + SOME_ANSWER.length;
    int padding = bytes.length - paddingLengthAt - 2;
    if (padding < ReportFormat.LEAST_PADDING) {
      throw new IllegalArgumentException("no context has " + context.length + " bytes");
    }
    System.arraycopy(Codecs.REPORT.header(), 0, bytes, 0, ID_START);
    System.arraycopy(context, 0, bytes, CONTEXT_START, context.length);
    System.arraycopy(SOME_ANSWER, 0, bytes, end, SOME_ANSWER.length);
    ReportFormat.writePaddingLength(bytes, paddingLengthAt, padding);
    if (Codecs.REPORT.decode(bytes) instanceof Decoded.Value<Report> report) {
      return report.value();
    }
    throw new IllegalArgumentException("the bytes are no context of a report");
  }

  private static long[] payload(InMemoryDecoder decoder) throws IOException {
    long count = decoder.readArrayStart();
    if (count < 1 || count > ReportFormat.MAX_PAYLOAD) {
      return new long[0];
    }
    long[] payload = new long[(int) count];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = decoder.readLong();
      if (payload[i] > ReportFormat.MAX_MAGNITUDE || payload[i] < -ReportFormat.MAX_MAGNITUDE) {
        return new long[0];
      }
    }
    decoder.arrayNext();
    return payload;
  }

  private static void skipModel(InMemoryDecoder decoder) throws IOException {
    decoder.skipString();
    decoder.skipString();
    decoder.skipFixed(Digests.BYTES);
    decoder.skipString();
    decoder.skipString();
    decoder.skipString();
  }

  private static void skipBaseline(InMemoryDecoder decoder) throws IOException {
    decoder.skipString();
    decoder.skipString();
    decoder.skipFixed(Digests.BYTES);
  }

  private static boolean isZero(byte[] bytes, int from) {
    int some = 0;
    for (int i = from; i < bytes.length; i++) {
      some |= bytes[i];
    }
    return some == 0;
  }
}
