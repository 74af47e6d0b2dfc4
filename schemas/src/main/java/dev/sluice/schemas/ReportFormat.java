package dev.sluice.schemas;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The shape that every report has on the wire, whatever it says: one length, bounded names.
 *
 * <p>One length means that the size of a request tells an observer nothing about metric, class or
 * value. The bounds below are chosen so that the padding always has between {@value #LEAST_PADDING}
 * and 8191 bytes: within that range Avro writes its length in two bytes, and every length is
 * reachable.
 */
public final class ReportFormat {
  /** Bytes of every encoded report, header included. */
  public static final int BYTES = 384;

  /** Most values in a payload. */
  public static final int MAX_PAYLOAD = 12;

  /** Greatest magnitude of a payload's value: three bytes in Avro's encoding. */
  public static final long MAX_MAGNITUDE = (1L << 20) - 1;

  static final int LEAST_PADDING = 64;

  /** What a name may have beside ASCII letters and digits, but not begin with. */
  private static final String MARKS = "._+-";

  private ReportFormat() {}

  /**
   * Encodes a report and pads it to {@link #BYTES}; its own padding is ignored.
   *
   * @throws IllegalArgumentException if the report breaks a bound of this format
   */
  public static byte[] encode(Report report) {
    violation(report)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException("not a report: " + reason);
            });
    byte[] bare = Codecs.REPORT.encode(withoutPadding(report));
    // The padding is the last field: in the bare form it is the one byte that says "no bytes".
    int lengthAt = bare.length - 1;
    int padding = BYTES - lengthAt - 2;
    if (padding < LEAST_PADDING) {
      throw new AssertionError("the bounds admit a report of " + bare.length + " bytes");
    }
    byte[] encoded = Arrays.copyOf(bare, BYTES);
    writePaddingLength(encoded, lengthAt, padding);
    return encoded;
  }

  /** Two bytes, which is why there must be enough padding. */
  static void writePaddingLength(byte[] encoded, int lengthAt, int padding) {
    int zigzag = padding << 1;
    encoded[lengthAt] = (byte) ((zigzag & 0x7F) | 0x80);
    encoded[lengthAt + 1] = (byte) (zigzag >>> 7);
  }

  /**
   * What about a report breaks the format, if anything; a fixed text without the report's values.
   */
  public static Optional<String> violation(Report report) {
    return violationOf(report.getModel())
        .or(() -> Optional.ofNullable(report.getBaseline()).flatMap(ReportFormat::violationOf))
        .or(() -> violationOfNames(report))
        .or(() -> violationOfNumbers(report));
  }

  private static Optional<String> violationOf(ModelVersion model) {
    if (!name(model.getName(), 24)) {
      return Optional.of("model.name");
    }
    if (!name(model.getVersion(), 16)) {
      return Optional.of("model.version");
    }
    if (!name(model.getQuantization(), 12)) {
      return Optional.of("model.quantization");
    }
    if (!name(model.getRuntimeBuild(), 20)) {
      return Optional.of("model.runtimeBuild");
    }
    return name(model.getBackend(), 8) ? Optional.empty() : Optional.of("model.backend");
  }

  private static Optional<String> violationOf(Baseline baseline) {
    if (!name(baseline.getName(), 24)) {
      return Optional.of("baseline.name");
    }
    return name(baseline.getVersion(), 16) ? Optional.empty() : Optional.of("baseline.version");
  }

  private static Optional<String> violationOfNames(Report report) {
    if (!name(report.getDeviceClass(), 16)) {
      return Optional.of("deviceClass");
    }
    return name(report.getMetric(), 24) ? Optional.empty() : Optional.of("metric");
  }

  private static Optional<String> violationOfNumbers(Report report) {
    long day = report.getDay().toEpochDay();
    if (day < 0 || day >= 1 << 20) {
      return Optional.of("day");
    }
    if (report.getNanoEpsilon() <= 0 || report.getNanoEpsilon() >= 1L << 34) {
      return Optional.of("nanoEpsilon");
    }
    if (report.getPayload().isEmpty() || report.getPayload().size() > MAX_PAYLOAD) {
      return Optional.of("payload");
    }
    for (long value : report.getPayload()) {
      if (Math.abs(value) > MAX_MAGNITUDE || value == Long.MIN_VALUE) {
        return Optional.of("payload");
      }
    }
    return Optional.empty();
  }

  /** By hand: a report has nine names, and a gateway looks at each of all reports. */
  private static boolean name(String text, int maxLength) {
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

  private static Report withoutPadding(Report report) {
    return report.getPadding().hasRemaining()
        ? Report.newBuilder(report).setPadding(ByteBuffer.allocate(0)).build()
        : report;
  }
}
