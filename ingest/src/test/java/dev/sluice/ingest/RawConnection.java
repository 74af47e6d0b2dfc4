package dev.sluice.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection over which a test may send what no HTTP client would. */
final class RawConnection implements AutoCloseable {
  private static final int READ_TIMEOUT_MILLIS = 60_000;

  private final Socket socket;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
  }

  /** The head of a request whose body is what reports are. */
  static String postHead(String path, String headers) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n"
        + headers
        + "\r\n\r\n";
  }

  RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** The status of the next answer, whose headers and body are read to their end. */
  int status() throws IOException {
    InputStream in = socket.getInputStream();
    String statusLine = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.readNBytes(length);
    return Integer.parseInt(statusLine.substring(9, 12));
  }

  /** Whether the server closes the connection without another byte. */
  boolean isClosedByServer() throws IOException {
    return socket.getInputStream().read() < 0;
  }

  /** Whether the server closes the connection although more and more is sent. */
  boolean isClosedByServerThough(String drop) throws InterruptedException {
    for (int drops = 0; drops < 1_000; drops++) {
      try {
        send(drop);
      } catch (IOException closed) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
