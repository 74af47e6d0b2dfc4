package dev.sluice.probe.llama;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private @Nullable ByteBuffer memory;

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
    try {
      memory().putInt(0, number).putInt(4, reply.length).putInt(8, checksum(reply));
      memory().put(HEADER_BYTES, reply);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The file as memory: writing to it would take longer than the wake-up that is put off. */
  private ByteBuffer memory() throws IOException {
    if (memory == null) {
      // Filled first: a store to what a full disk has no room for would kill the process.
      Files.write(file, new byte[HEADER_BYTES + MAX_BYTES]);
      try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
        memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      }
    }
    return memory;
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
