package dev.sluice.probe.ledger;

import dev.sluice.privacy.mechanism.Epsilon;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The ledger's format: an 8-byte magic, then frames of {body length, CRC32C of the body, body}, all
 * integers big-endian.
 */
final class LedgerCodec {
  static final byte[] MAGIC = {'S', 'L', 'U', 'I', 'C', 'E', 'L', 1};

  private static final int FRAME_HEADER = 8;
  private static final int MAX_BODY = 4096;
  private static final int DRAWN = 1;
  private static final int RELEASED = 2;
  private static final int SETTLED = 3;
  private static final int QUARANTINED = 4;

  private LedgerCodec() {}

  /** What a file's bytes hold. */
  sealed interface Content {
    /**
     * Whole records, and how many bytes they take; what follows was being written when the device
     * stopped, so it was never sent and may be cut off.
     */
    record Whole(List<LedgerRecord> records, int validBytes) implements Content {}

    /** Damage in the middle: what was spent cannot be known. */
    record Corrupt(String reason) implements Content {}
  }

  static byte[] frame(LedgerRecord record) {
    byte[] body = body(record);
    return ByteBuffer.allocate(FRAME_HEADER + body.length)
        .putInt(body.length)
        .putInt(checksum(body, 0, body.length))
        .put(body)
        .array();
  }

  static Content parse(byte[] file) {
    if (file.length < MAGIC.length) {
      return new Content.Corrupt("the file is shorter than its header");
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (file[i] != MAGIC[i]) {
        return new Content.Corrupt("the file does not begin as a ledger");
      }
    }
    List<LedgerRecord> records = new ArrayList<>();
    int position = MAGIC.length;
    while (file.length - position >= FRAME_HEADER) {
      ByteBuffer header = ByteBuffer.wrap(file, position, FRAME_HEADER);
      int length = header.getInt();
      int checksum = header.getInt();
      int end = position + FRAME_HEADER + length;
      if (length < 1 || length > MAX_BODY) {
        return new Content.Corrupt("impossible record length at byte " + position);
      }
      if (end > file.length) {
        break;
      }
      if (checksum(file, position + FRAME_HEADER, length) != checksum) {
        if (end == file.length) {
          break;
        }
        return new Content.Corrupt("wrong checksum at byte " + position);
      }
      try {
        records.add(record(file, position + FRAME_HEADER, length));
      } catch (IOException | RuntimeException impossible) {
        return new Content.Corrupt("unreadable record at byte " + position);
      }
      position = end;
    }
    return new Content.Whole(List.copyOf(records), position);
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }

  private static byte[] body(LedgerRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(record, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory cannot fail", impossible);
    }
    if (bytes.size() > MAX_BODY) {
      throw new IllegalArgumentException("a ledger record must fit into " + MAX_BODY + " bytes");
    }
    return bytes.toByteArray();
  }

  private static void write(LedgerRecord record, DataOutputStream out) throws IOException {
    if (record instanceof LedgerRecord.Drawn drawn) {
      out.writeByte(DRAWN);
      out.writeUTF(drawn.cell());
      out.writeUTF(drawn.metric());
    } else if (record instanceof LedgerRecord.Released released) {
      out.writeByte(RELEASED);
      out.writeUTF(released.cell());
      out.writeLong(released.day().toEpochDay());
      out.writeLong(released.epsilon().nano());
      out.writeInt(released.bytes().length());
      out.write(released.bytes().toArray());
    } else if (record instanceof LedgerRecord.Settled settled) {
      out.writeByte(SETTLED);
      out.writeUTF(settled.cell());
      out.writeUTF(settled.settlement().name());
    } else if (record instanceof LedgerRecord.Quarantined quarantined) {
      out.writeByte(QUARANTINED);
      out.writeLong(quarantined.until().toEpochDay());
    }
  }

  private static LedgerRecord record(byte[] file, int offset, int length) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file, offset, length));
    int kind = in.readByte();
    return switch (kind) {
      case DRAWN -> new LedgerRecord.Drawn(in.readUTF(), in.readUTF());
      case RELEASED ->
          new LedgerRecord.Released(
              in.readUTF(),
              LocalDate.ofEpochDay(in.readLong()),
              new Epsilon(in.readLong()),
              ReportBytes.of(in.readNBytes(in.readInt())));
      case SETTLED ->
          new LedgerRecord.Settled(in.readUTF(), LedgerRecord.Settlement.valueOf(in.readUTF()));
      case QUARANTINED -> new LedgerRecord.Quarantined("", LocalDate.ofEpochDay(in.readLong()));
      default -> throw new IOException("unknown kind of record: " + kind);
    };
  }
}
