package dev.sluice.probe.llama;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A file with the one reply of a child that is written down and not told yet. Telling wakes up the
 * parent, which takes longer than all else between two answers, so a child tells of an answer when
 * the engine is at the next one already. Should that one kill the process, the answer is here.
 *
 * <p>Layout: number of the reply, length, CRC-32 of the bytes, each in four bytes, then the bytes.
 */
final class KeptReply {
  private static final String FILE = "reply";
  private static final int HEADER_BYTES = 3 * Integer.BYTES;

  /** Longer ones are told before the next request is begun; beside them a wake-up is nothing. */
  private static final int MAX_BYTES = 32 * 1024;

  private final Path file;
  private @Nullable FileChannel open;

  private KeptReply(Path file) {
    this.file = file;
  }

  static KeptReply in(PrivateDirectory directory) {
    return new KeptReply(directory.path().resolve(FILE));
  }

  /**
   * Keeps a reply in place of the one before.
   *
   * @param number of the reply among all of this child, from 1
   * @return whether it is kept: not if it is too long, or if the system does not let it
   */
  boolean keep(int number, byte[] reply) {
    if (reply.length > MAX_BYTES) {
      return false;
    }
    ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + reply.length);
    record.putInt(number).putInt(reply.length).putInt(checksum(reply)).put(reply).flip();
    try {
      FileChannel channel = open();
      while (record.hasRemaining()) {
        channel.write(record, record.position());
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private FileChannel open() throws IOException {
    if (open == null) {
      open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }
    return open;
  }

  /** The reply of that number, if it is the one that is kept, and whole. */
  Optional<byte[]> read(int number) throws IOException {
    try {
      return read(number, ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> read(int number, ByteBuffer record) {
    if (record.remaining() < HEADER_BYTES || record.getInt() != number) {
      return Optional.empty();
    }
    int length = record.getInt();
    int checksum = record.getInt();
    if (length < 0 || length > record.remaining()) {
      return Optional.empty();
    }
    byte[] reply = new byte[length];
    record.get(reply);
    return checksum(reply) == checksum ? Optional.of(reply) : Optional.empty();
  }

  private static int checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
