package dev.sluice.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.schemas.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * Requests that no honest client makes, from a seed: the same seed gives the same requests. Each
 * carries a marker in its body, so that it can be looked for where it should not be.
 */
final class HostileRequest {
  static final String MARKER = "hostile-";

  private static final List<String> PATHS =
      List.of(
          "/v1/reports",
          "/v1/reports",
          "/v1/reports:batch",
          "/v1/reports:batch",
          "/v1/tokens",
          "/v1/status",
          "/metrics",
          "/v1/reports/",
          "/%00",
          "/../../etc/passwd",
          "*",
          "//v1/reports",
          "http://elsewhere/v1/reports",
          "/v1/reports?a=b#c");
  private static final List<String> METHODS =
      List.of(
          "POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "TRACE", "CONNECT", "post", "X");
  private static final List<String> TYPES =
      List.of(
          "application/octet-stream",
          "application/octet-stream",
          "avro/binary",
          "application/private-token-request",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "text/html",
          ";");
  private static final List<String> STRANGE_HEADERS =
      List.of(
          "Content-Encoding: gzip",
          "Content-Encoding: deflate, br",
          "Content-Encoding: ",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked, chunked",
          "Content-Length: 18446744073709551616",
          "Content-Length: 99999999999",
          "Content-Length: -5",
          "Content-Length: 0x10",
          "Content-Length: 3, 4",
          "Expect: 100-continue",
          "Expect: wonders",
          "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAA",
          "Authorization: Bearer ",
          "Authorization: PrivateToken token=\"AAIAAAAA\"",
          "Authorization: PrivateToken token=" + "A".repeat(2000),
          "Authorization: Basic \u00ff\u00fe",
          "Cookie: " + "c".repeat(7_000),
          "X: " + "x".repeat(9_000),
          "X\u0000Y: z",
          "NoColon",
          " folded: yes",
          "Host: b",
          "Range: bytes=0-",
          "Connection: keep-alive, close, X");

  private final Random random;
  private final TestReports reports;
  private final String authorization;

  /**
   * A source of requests.
   *
   * @param authorization what most of them show, so that they get further
   */
  HostileRequest(long seed, String authorization) {
    this.random = new Random(seed);
    this.reports = new TestReports(seed);
    this.authorization = authorization;
  }

  /** The bytes of the next one, of which a server may make what it can. */
  byte[] next() {
    String marker = MARKER + Integer.toHexString(random.nextInt());
    if (random.nextInt(20) == 0) {
      return join(garbage(random.nextInt(600)), marker.getBytes(ISO_8859_1), line("\r\n\r\n"));
    }
    byte[] body = body(marker);
    boolean chunked = random.nextInt(5) == 0;
    StringBuilder head = new StringBuilder();
    head.append(one(METHODS)).append(' ').append(one(PATHS)).append(' ');
    head.append(
        random.nextInt(25) == 0 ? one(List.of("HTTP/1.0", "HTTP/9.9", "", "HTTP")) : "HTTP/1.1");
    head.append("\r\nHost: a\r\nConnection: close\r\nContent-Type: ").append(one(TYPES));
    if (random.nextInt(6) > 0) {
      head.append("\r\nAuthorization: ").append(authorization);
    }
    for (int strange = random.nextInt(8) - 5; strange > 0; strange--) {
      head.append("\r\n").append(one(STRANGE_HEADERS));
    }
    if (chunked) {
      head.append("\r\nTransfer-Encoding: chunked");
    } else if (random.nextInt(30) > 0) {
      head.append("\r\nContent-Length: ").append(statedLength(body.length));
    }
    head.append("\r\n\r\n");
    return join(line(head.toString()), chunked ? chunked(body) : body);
  }

  private long statedLength(int length) {
    return switch (random.nextInt(40)) {
      case 0 -> length + 1L;
      case 1 -> Long.MAX_VALUE;
      case 2 -> Math.max(0, length - 7L);
      default -> length;
    };
  }

  private byte[] body(String marker) {
    byte[] mark = marker.getBytes(ISO_8859_1);
    return switch (random.nextInt(7)) {
      case 0 -> join(garbage(random.nextInt(5_000)), mark);
      case 1 -> join(absurdAvro(), mark, new byte[random.nextInt(400)]);
      case 2 -> paddedToAReport(join(absurdAvro(), mark));
      case 3 -> mutated(mark);
      case 4 -> batch(mark);
      case 5 -> join(mark, new byte[random.nextInt(500_000)]);
      default -> mark;
    };
  }

  /** The report's own schema, then lengths and counts that nothing could hold. */
  private byte[] absurdAvro() {
    byte[] start =
        java.util.Arrays.copyOf(reports.next(), 10 + random.nextInt(ReportFormat.BYTES - 10));
    byte[] absurd = new byte[10];
    java.util.Arrays.fill(absurd, (byte) 0xFF);
    absurd[9] = (byte) random.nextInt(3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(start);
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes.write(absurd, 10 - 1 - random.nextInt(10), 1);
      bytes.writeBytes(absurd);
    }
    return bytes.toByteArray();
  }

  private byte[] paddedToAReport(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, ReportFormat.BYTES);
  }

  private byte[] mutated(byte[] mark) {
    byte[] report = reports.next();
    System.arraycopy(
        mark, 0, report, 90 + random.nextInt(ReportFormat.BYTES - 90 - mark.length), mark.length);
    for (int flips = random.nextInt(6); flips > 0; flips--) {
      report[random.nextInt(report.length)] = (byte) random.nextInt();
    }
    return report;
  }

  private byte[] batch(byte[] mark) {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (int count = random.nextInt(30); count >= 0; count--) {
      batch.writeBytes(random.nextInt(4) == 0 ? paddedToAReport(absurdAvro()) : mutated(mark));
    }
    if (random.nextInt(4) == 0) {
      batch.write(random.nextInt());
    }
    return batch.toByteArray();
  }

  private byte[] chunked(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int from = 0;
    while (from < body.length) {
      int length = Math.min(body.length - from, 1 + random.nextInt(60_000));
      String size =
          switch (random.nextInt(40)) {
            case 0 -> "ZZ";
            case 1 -> "-1";
            case 2 -> "FFFFFFFFFFFFFFFF";
            case 3 -> Integer.toHexString(length) + ";" + "e".repeat(random.nextInt(9_000));
            default -> Integer.toHexString(length);
          };
      bytes.writeBytes(line(size + "\r\n"));
      bytes.write(body, from, length);
      bytes.writeBytes(line("\r\n"));
      from += length;
    }
    if (random.nextInt(10) > 0) {
      bytes.writeBytes(line(random.nextInt(10) == 0 ? "0\r\nX-Trailer: y\r\n\r\n" : "0\r\n\r\n"));
    }
    return bytes.toByteArray();
  }

  private byte[] garbage(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static byte[] line(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
