package dev.sluice.probe.ledger;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The ledger's format: a header of an 8-byte magic and the generation, then frames of {body length,
 * CRC32C of the body, body}; all integers big-endian.
 */
final class LedgerCodec {
  static final int HEADER = 16;

  /** A frame's bytes are at most this many. */
  static final int MAX_FRAME = 64 * 1024;

  private static final byte[] MAGIC = {'S', 'L', 'U', 'I', 'C', 'E', 'L', 3};
  private static final int FRAME_HEADER = 8;

  private static final int SEEN = 1;
  private static final int DRAWN = 2;
  private static final int RELEASED = 3;
  private static final int SETTLED = 4;
  private static final int LOST = 5;
  private static final int PUT_OFF = 6;

  private LedgerCodec() {}

  static byte[] header(long generation) {
    return ByteBuffer.allocate(HEADER).put(MAGIC).putLong(generation).array();
  }

  static byte[] frame(LedgerRecord record) {
    byte[] body = body(record);
    return ByteBuffer.allocate(FRAME_HEADER + body.length)
        .putInt(body.length)
        .putInt(checksum(body))
        .put(body)
        .array();
  }

  /** A record and where its frame ends. */
  record Frame(LedgerRecord record, int end) {}

  /** The frame at a position; empty if there is no whole and sound one. */
  static Optional<Frame> frameAt(byte[] file, int position) {
    if (file.length - position < FRAME_HEADER) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(file, position, FRAME_HEADER);
    int length = header.getInt();
    int checksum = header.getInt();
    int start = position + FRAME_HEADER;
    if (length < 1 || length > MAX_FRAME - FRAME_HEADER || length > file.length - start) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(file, start, start + length);
    if (checksum(body) != checksum) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Frame(record(body), start + length));
    } catch (IOException | RuntimeException impossible) {
      return Optional.empty();
    }
  }

  static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private static byte[] body(LedgerRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(record, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory cannot fail", impossible);
    }
    if (bytes.size() > MAX_FRAME - FRAME_HEADER) {
      throw new IllegalArgumentException("a ledger record must fit into " + MAX_FRAME + " bytes");
    }
    return bytes.toByteArray();
  }

  private static void write(LedgerRecord record, DataOutputStream out) throws IOException {
    if (record instanceof LedgerRecord.Seen seen) {
      out.writeByte(SEEN);
      writeDay(seen.day(), out);
    } else if (record instanceof LedgerRecord.Drawn drawn) {
      out.writeByte(DRAWN);
      out.writeUTF(drawn.cell());
      out.writeUTF(drawn.metric());
    } else if (record instanceof LedgerRecord.PutOff putOff) {
      out.writeByte(PUT_OFF);
      out.writeUTF(putOff.cell());
    } else if (record instanceof LedgerRecord.Released released) {
      out.writeByte(RELEASED);
      writeReleased(released, out);
    } else if (record instanceof LedgerRecord.Settled settled) {
      out.writeByte(SETTLED);
      out.writeUTF(settled.cell());
      out.writeUTF(settled.settlement().name());
    } else if (record instanceof LedgerRecord.Lost lost) {
      out.writeByte(LOST);
      writeDay(lost.day(), out);
      writeDay(lost.until(), out);
      out.writeLong(lost.spentNano());
      writeDigests(lost.cells(), out);
    }
  }

  private static void writeReleased(LedgerRecord.Released released, DataOutputStream out)
      throws IOException {
    out.writeUTF(released.cell());
    out.writeUTF(released.metric());
    writeDay(released.day(), out);
    out.writeLong(released.epsilon().nano());
    out.write(released.registryDigest().bytes());
    out.writeLong(released.sendAfter().getEpochSecond());
    byte[] report = released.bytes().map(ReportBytes::toArray).orElse(new byte[0]);
    out.writeInt(report.length);
    out.write(report);
  }

  static void writeDay(LocalDate day, DataOutputStream out) throws IOException {
    out.writeInt(Math.toIntExact(day.toEpochDay()));
  }

  static void writeDigests(List<Digest> digests, DataOutputStream out) throws IOException {
    out.writeInt(digests.size());
    for (Digest digest : digests) {
      out.write(digest.bytes());
    }
  }

  private static LedgerRecord record(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    LedgerRecord record = record(in.readByte(), in);
    if (in.available() > 0) {
      throw new IOException("the record ends before its frame");
    }
    return record;
  }

  private static LedgerRecord record(int kind, DataInputStream in) throws IOException {
    return switch (kind) {
      case SEEN -> new LedgerRecord.Seen(readDay(in));
      case DRAWN -> new LedgerRecord.Drawn(in.readUTF(), in.readUTF());
      case RELEASED ->
          new LedgerRecord.Released(
              in.readUTF(),
              in.readUTF(),
              readDay(in),
              new Epsilon(in.readLong()),
              readDigest(in),
              Instant.ofEpochSecond(in.readLong()),
              Optional.of(in.readNBytes(in.readInt()))
                  .filter(report -> report.length > 0)
                  .map(ReportBytes::of));
      case SETTLED ->
          new LedgerRecord.Settled(in.readUTF(), LedgerRecord.Settlement.valueOf(in.readUTF()));
      case PUT_OFF -> new LedgerRecord.PutOff(in.readUTF());
      case LOST -> new LedgerRecord.Lost(readDay(in), readDay(in), in.readLong(), readDigests(in));
      default -> throw new IOException("unknown kind of record: " + kind);
    };
  }

  static LocalDate readDay(DataInputStream in) throws IOException {
    return LocalDate.ofEpochDay(in.readInt());
  }

  static List<Digest> readDigests(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available() / Digests.BYTES) {
      throw new IOException("impossible number of digests: " + count);
    }
    List<Digest> digests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      digests.add(readDigest(in));
    }
    return digests;
  }

  static Digest readDigest(DataInputStream in) throws IOException {
    byte[] bytes = new byte[Digests.BYTES];
    in.readFully(bytes);
    return new Digest(bytes);
  }
}
