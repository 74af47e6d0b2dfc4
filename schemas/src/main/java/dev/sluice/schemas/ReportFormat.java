package dev.sluice.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The shape that every report has on the wire, whatever it says: the record and behind it zeros, up
 * to one length.
 *
 * <p>One length means that the size of a request tells an observer nothing about metric, class or
 * value. So it is that of the longest report within the bounds below, in Avro's encoding, where a
 * string has a byte for its length and a small number is a byte:
 *
 * <pre>
 * header 10, id 16, two digests 16, day 3, metric, class and tier 3         48
 * model: name 1 + 24, version 1 + 16, digest 8, build 1 + 9, five numbers   65
 * no baseline: 1, and payload 1 + 24 + 1                                    27
 * a baseline: 1, version 1 + 16, digest 8, and payload 1 + 3 + 1            31
 * </pre>
 *
 * A difference is one number, so that a report has room for a baseline or for a histogram, and not
 * for both.
 */
public final class ReportFormat {
  /** Bytes of every encoded report, header included. */
  public static final int BYTES = 144;

  /** Most characters in the name of a model. */
  public static final int LONGEST_NAME = 24;

  /** Most characters in a version. */
  public static final int LONGEST_VERSION = 16;

  /** Most characters in the build of an engine. */
  public static final int LONGEST_BUILD = 9;

  /** How many metrics, device classes or tiers a registry can have: their numbers take one byte. */
  public static final int MAX_LISTED = 64;

  /** Binary logarithm of the largest context. */
  public static final int MAX_CONTEXT = 31;

  /** Most values in a payload. */
  public static final int MAX_PAYLOAD = 12;

  /** Greatest magnitude of a payload's value: three bytes in Avro's encoding. */
  public static final long MAX_MAGNITUDE = (1L << 20) - 1;

  /** Most bytes that the values of a payload take together. */
  public static final int PAYLOAD_BYTES = 24;

  /** Most bytes that they take in a report about a difference. */
  public static final int DIFFERENCE_BYTES = 3;

  private static final int MAX_DAY = (1 << 20) - 1;
  private static final int BITS_A_BYTE = 7;

  /** What a name may have beside ASCII letters and digits, but not begin with. */
  private static final String MARKS = "._+-";

  private ReportFormat() {}

  /**
   * What is in the bytes of a report.
   *
   * @param zeroPadded whether there is nothing behind the record but zeros
   */
  public record Framed(Report report, boolean zeroPadded) {}

  /**
   * Encodes a report, with zeros up to {@link #BYTES}.
   *
   * @throws IllegalArgumentException if the report breaks a bound of this format
   */
  public static byte[] encode(Report report) {
    violation(report)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("not a report: " + reason);
            });
    byte[] record = Codecs.REPORT.encode(report);
    if (record.length > BYTES) {
      throw new AssertionError("the bounds admit a report of " + record.length + " bytes");
    }
    return Arrays.copyOf(record, BYTES);
  }

  /** Decodes one report, or says why the bytes are not one. Its fields may be out of bounds. */
  public static Decoded<Report> decode(byte[] bytes) {
    Decoded<Framed> framed = frame(bytes);
    if (framed instanceof Decoded.Refused<Framed> refused) {
      return new Decoded.Refused<>(refused.reason());
    }
    Framed read = ((Decoded.Value<Framed>) framed).value();
    return read.zeroPadded()
        ? new Decoded.Value<>(read.report())
        : new Decoded.Refused<>(Decoded.Reason.MALFORMED);
  }

  /** The same for who tells a record that goes on from one behind which something is hidden. */
  public static Decoded<Framed> frame(byte[] bytes) {
    if (bytes.length != BYTES) {
      return new Decoded.Refused<>(Decoded.Reason.MALFORMED);
    }
    return Codecs.REPORT.decode(
        bytes, (report, end) -> Optional.of(new Framed(report, isZero(bytes, end))));
  }

  /** Whether there is nothing but zeros from a place on. */
  static boolean isZero(byte[] bytes, int from) {
    int some = 0;
    for (int i = from; i < bytes.length; i++) {
      some |= bytes[i];
    }
    return some == 0;
  }

  /**
   * What about a report breaks the format, if anything; a fixed text without the report's values.
   */
  public static Optional<String> violation(Report report) {
    return violationOfNumbers(report)
        .or(() -> violationOf(report.getModel()))
        .or(() -> Optional.ofNullable(report.getBaseline()).flatMap(ReportFormat::violationOf))
        .or(() -> violationOfPayload(report));
  }

  private static Optional<String> violationOfNumbers(Report report) {
    long day = report.getDay().toEpochDay();
    if (day < 0 || day > MAX_DAY) {
      return Optional.of("day");
    }
    if (!isPlace(report.getMetric())) {
      return Optional.of("metric");
    }
    if (!isPlace(report.getDeviceClass())) {
      return Optional.of("deviceClass");
    }
    return isPlace(report.getEpsilonTier()) ? Optional.empty() : Optional.of("epsilonTier");
  }

  private static Optional<String> violationOf(ReportedModel model) {
    if (!isName(model.getName(), LONGEST_NAME)) {
      return Optional.of("model.name");
    }
    if (!isName(model.getVersion(), LONGEST_VERSION)) {
      return Optional.of("model.version");
    }
    if (!isBuild(model.getBuild())) {
      return Optional.of("model.build");
    }
    return model.getContext() >= 0 && model.getContext() <= MAX_CONTEXT
        ? Optional.empty()
        : Optional.of("model.context");
  }

  private static Optional<String> violationOf(ReportedBaseline baseline) {
    return isName(baseline.getVersion(), LONGEST_VERSION)
        ? Optional.empty()
        : Optional.of("baseline.version");
  }

  private static Optional<String> violationOfPayload(Report report) {
    List<Long> payload = report.getPayload();
    if (payload.isEmpty() || payload.size() > MAX_PAYLOAD) {
      return Optional.of("payload");
    }
    int bytes = 0;
    for (long value : payload) {
      if (value > MAX_MAGNITUDE || value < -MAX_MAGNITUDE) {
        return Optional.of("payload");
      }
      bytes += bytesOf(value);
    }
    return bytes <= payloadBytes(report.getBaseline() != null)
        ? Optional.empty()
        : Optional.of("payload");
  }

  /** Most bytes that the values of a payload take. */
  static int payloadBytes(boolean difference) {
    return difference ? DIFFERENCE_BYTES : PAYLOAD_BYTES;
  }

  /** Bytes of a number in Avro's encoding: seven bits a byte, of its zigzag form. */
  static int bytesOf(long value) {
    long zigzag = (value << 1) ^ (value >> (Long.SIZE - 1));
    return Math.max(
        1, (Long.SIZE - Long.numberOfLeadingZeros(zigzag) + BITS_A_BYTE - 1) / BITS_A_BYTE);
  }

  /** Whether a text is one that a report can have as the build of an engine. */
  public static boolean isBuild(String text) {
    // Behind a plus comes the type of the cache, where the two are put together in words.
    return isName(text, LONGEST_BUILD) && text.indexOf('+') < 0;
  }

  private static boolean isPlace(int number) {
    return number >= 0 && number < MAX_LISTED;
  }

  /** Whether a text is one that a report can have as a name or version. */
  public static boolean isName(String text, int maxLength) {
    // By hand: a report has up to four of them, and a gateway looks at each of all reports.
    if (text.isEmpty() || text.length() > maxLength || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char next = text.charAt(i);
      if (!isLetterOrDigit(next) && MARKS.indexOf(next) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
