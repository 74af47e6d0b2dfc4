package dev.sluice.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding from bytes in memory, and believes no length that the bytes
 * themselves cannot hold.
 *
 * <p>Avro's own decoder allocates what a length field asks for unless system properties say
 * otherwise, and reads those once, whenever its class happens to be loaded: a process that touches
 * a generated record first runs without limits. A check against the bytes at hand needs no
 * configuration, and bounds the memory of a decode by the size of its input.
 *
 * <p>It reads the one encoding that Avro's encoders write, and no other: no number with needless
 * bytes, no array or map in several blocks or with a stated size. A report says the same thing in
 * one way only, so that how it is written can carry nothing, and equal reports are equal bytes.
 */
final class InMemoryDecoder extends Decoder {
  private static final int LAST_SHIFT = 63;

  private final byte[] bytes;
  private int position;

  InMemoryDecoder(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.position = offset;
  }

  /** Where the next byte will be read. */
  int position() {
    return position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    byte value = next();
    if (value != 0 && value != 1) {
      throw new IOException("a boolean must be 0 or 1");
    }
    return value == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new IOException("an int must fit into 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long raw = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = next();
      raw |= (part & 0x7FL) << shift;
      if (part >= 0) {
        if ((part == 0 && shift > 0) || (part > 1 && shift == LAST_SHIFT)) {
          throw new IOException("a long must not have needless bytes or bits");
        }
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IOException("a long must end within ten bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return ByteBuffer.wrap(bytes, take(Float.BYTES), Float.BYTES)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return ByteBuffer.wrap(bytes, take(Double.BYTES), Double.BYTES)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .getDouble();
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return new String(bytes, take(length), length, StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    take(length());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    byte[] copy = new byte[length()];
    readFixed(copy, 0, copy.length);
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    take(length());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, take(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    take(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return noFurtherBlock();
  }

  @Override
  public long skipArray() throws IOException {
    return blockCount();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return noFurtherBlock();
  }

  @Override
  public long skipMap() throws IOException {
    return blockCount();
  }

  /** Items of a block; no item of our schemas is shorter than one byte. */
  private long blockCount() throws IOException {
    long count = readLong();
    if (count < 0 || count > remaining()) {
      throw new EOFException("a block must fit into the bytes that are left");
    }
    return count;
  }

  private long noFurtherBlock() throws IOException {
    if (readLong() != 0) {
      throw new IOException("an array or map must be in one block");
    }
    return 0;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0 || length > remaining()) {
      throw new EOFException("a length must fit into the bytes that are left");
    }
    return (int) length;
  }

  private byte next() throws IOException {
    return bytes[take(1)];
  }

  private int take(int length) throws IOException {
    if (length > remaining()) {
      throw new EOFException("the record must not end early");
    }
    int start = position;
    position += length;
    return start;
  }

  private int remaining() {
    return bytes.length - position;
  }
}
