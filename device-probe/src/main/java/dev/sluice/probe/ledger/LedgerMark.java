package dev.sluice.probe.ledger;

import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far a ledger has come: the high-water mark, in a file of its own, replaced as a whole after
 * every record. A record counts when the mark has passed it, and nothing is sent before. So a
 * ledger that is shorter than its mark, or other than it says, has lost something.
 *
 * @param generation which ledger file it speaks of
 * @param bytes length of that file
 * @param chain digest of the file's header and records, each hashed with the digest before it:
 *     notices a record that was changed, moved, repeated or left out. It has no key, and so does
 *     not stop an owner who computes it anew
 */
record LedgerMark(long generation, long bytes, Digest chain, Memory memory) {
  private static final byte[] MAGIC = {'S', 'L', 'U', 'I', 'C', 'E', 'M', 1};
  private static final int CHECKSUM = 4;
  private static final long MAX_BYTES = 64L << 20;

  LedgerMark {
    if (generation < 1 || bytes < LedgerCodec.HEADER || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("impossible mark: " + generation + ", " + bytes);
    }
  }

  /** The mark of a ledger without records. */
  static LedgerMark begin(long generation) {
    return new LedgerMark(
        generation, LedgerCodec.HEADER, Digests.of(LedgerCodec.header(generation)), Memory.NONE);
  }

  /** The mark after one more record. */
  LedgerMark plus(LedgerRecord record, byte[] frame) {
    byte[] linked = Arrays.copyOf(chain.bytes(), Digests.BYTES + frame.length);
    System.arraycopy(frame, 0, linked, Digests.BYTES, frame.length);
    return new LedgerMark(
        generation, bytes + frame.length, Digests.of(linked), memory.plus(record));
  }

  byte[] encode() {
    ByteArrayOutputStream bytesOut = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytesOut)) {
      out.write(MAGIC);
      out.writeLong(generation);
      out.writeLong(bytes);
      out.write(chain.bytes());
      out.writeLong(memory.spentNano());
      LedgerCodec.writeDay(memory.day(), out);
      LedgerCodec.writeDigests(memory.cells(), out);
      out.writeInt(LedgerCodec.checksum(bytesOut.toByteArray()));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory cannot fail", impossible);
    }
    return bytesOut.toByteArray();
  }

  /** The mark in a file; empty if it is damaged. */
  static Optional<LedgerMark> decode(byte[] file) {
    int body = file.length - CHECKSUM;
    if (body < MAGIC.length
        || ByteBuffer.wrap(file, body, CHECKSUM).getInt()
            != LedgerCodec.checksum(Arrays.copyOf(file, body))) {
      return Optional.empty();
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, 0, body));
      boolean magic = Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
      LedgerMark mark =
          new LedgerMark(in.readLong(), in.readLong(), LedgerCodec.readDigest(in), memory(in));
      return magic && in.available() == 0 ? Optional.of(mark) : Optional.empty();
    } catch (IOException | RuntimeException impossible) {
      return Optional.empty();
    }
  }

  private static Memory memory(DataInputStream in) throws IOException {
    long spentNano = in.readLong();
    var day = LedgerCodec.readDay(in);
    List<Digest> cells = LedgerCodec.readDigests(in);
    return new Memory(spentNano, day, cells);
  }
}
