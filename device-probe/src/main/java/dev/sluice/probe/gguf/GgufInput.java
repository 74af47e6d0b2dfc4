package dev.sluice.probe.gguf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * A forward cursor over a file in GGUF's little-endian encoding. Every length that the file states
 * is held against the bytes that are left before anything is allocated or skipped.
 */
final class GgufInput {
  private static final int BUFFER_BYTES = 64 * 1024;
  private final SeekableByteChannel channel;
  private final long length;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  /** Offset in the file of the buffer's first byte. */
  private long bufferStart;

  GgufInput(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.length = channel.size();
  }

  long position() {
    return bufferStart + buffer.position();
  }

  long remaining() {
    return length - position();
  }

  int readInt() throws IOException, MalformedGgufException {
    require(Integer.BYTES);
    return buffer.getInt();
  }

  long readLong() throws IOException, MalformedGgufException {
    require(Long.BYTES);
    return buffer.getLong();
  }

  /** Reads an integer of 1, 2, 4 or 8 bytes, sign-extended. */
  long readInteger(int bytes) throws IOException, MalformedGgufException {
    require(bytes);
    return switch (bytes) {
      case 1 -> buffer.get();
      case 2 -> buffer.getShort();
      case 4 -> buffer.getInt();
      case 8 -> buffer.getLong();
      default -> throw new IllegalArgumentException("bytes must be 1, 2, 4 or 8, was " + bytes);
    };
  }

  /** Reads a string that must not be longer than {@code maxBytes}. */
  String readString(int maxBytes, String what) throws IOException, MalformedGgufException {
    long stated = readStringLength(what);
    if (stated > maxBytes) {
      throw MalformedGgufException.corrupt(
          "%s at byte %d is %d bytes long; at most %d are allowed"
              .formatted(what, position(), stated, maxBytes));
    }
    return readText((int) stated);
  }

  /** Reads {@code length} bytes as UTF-8; at most a buffer's worth. */
  String readText(int length) throws IOException, MalformedGgufException {
    require(length);
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return new String(bytes, UTF_8);
  }

  void skipString(String what) throws IOException, MalformedGgufException {
    skip(readStringLength(what));
  }

  long readStringLength(String what) throws IOException, MalformedGgufException {
    long stated = readLong();
    if (stated < 0) {
      throw MalformedGgufException.corrupt(
          "%s at byte %d has an absurd length".formatted(what, position()));
    }
    return stated;
  }

  void skip(long bytes) throws IOException, MalformedGgufException {
    if (bytes > remaining()) {
      throw endsInsideHeader();
    }
    if (bytes <= buffer.remaining()) {
      buffer.position(buffer.position() + (int) bytes);
      return;
    }
    bufferStart = position() + bytes;
    channel.position(bufferStart);
    buffer.position(0).limit(0);
  }

  private void require(int bytes) throws IOException, MalformedGgufException {
    if (bytes > remaining()) {
      throw endsInsideHeader();
    }
    while (buffer.remaining() < bytes) {
      refill();
    }
  }

  private void refill() throws IOException, MalformedGgufException {
    bufferStart += buffer.position();
    buffer.compact();
    int read = channel.read(buffer);
    buffer.flip();
    if (read <= 0) {
      throw endsInsideHeader();
    }
  }

  private MalformedGgufException endsInsideHeader() {
    return new MalformedGgufException(
        GgufFault.TRUNCATED, "the file ends inside its header, after %d bytes".formatted(length));
  }
}
