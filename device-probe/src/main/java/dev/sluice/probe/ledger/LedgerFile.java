package dev.sluice.probe.ledger;

import dev.sluice.privacy.budget.Caps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;

/**
 * The ledger on disk: append-only, every record forced to the device before {@link #append}
 * returns, one process at a time.
 *
 * <p>It fails closed. A ledger that is damaged, or missing from a directory that has had one, is
 * put aside and replaced by an empty one that refuses every release for as long as the longest
 * window: after that, whatever the lost one had released no longer counts. The spool is not a
 * second place: it is the releases that are not settled.
 *
 * <p>What it cannot see is a whole directory restored from an old backup.
 */
public final class LedgerFile implements AutoCloseable {
  private static final String LEDGER = "ledger";
  private static final String LOCK = "ledger.lock";

  private final FileChannel channel;
  private final FileChannel lockChannel;
  private LedgerState state;

  private LedgerFile(FileChannel channel, FileChannel lockChannel, LedgerState state) {
    this.channel = channel;
    this.lockChannel = lockChannel;
    this.state = state;
  }

  /**
   * Opens the ledger of a directory, creating it on a device's first use.
   *
   * @param today the device's day, needed when an earlier ledger was lost
   * @throws LedgerException if another process holds it or the directory cannot be used
   */
  public static LedgerFile open(Path directory, Caps caps, LocalDate today) throws LedgerException {
    try {
      Files.createDirectories(directory);
      ownerOnly(directory, "rwx------");
      boolean usedBefore = Files.exists(directory.resolve(LOCK));
      FileChannel lockChannel = lock(directory.resolve(LOCK));
      try {
        return openLocked(directory.resolve(LEDGER), lockChannel, caps, today, usedBefore);
      } catch (IOException | RuntimeException e) {
        lockChannel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LedgerException("cannot use the ledger in " + directory + ": " + e.getMessage(), e);
    }
  }

  private static LedgerFile openLocked(
      Path file, FileChannel lockChannel, Caps caps, LocalDate today, boolean usedBefore)
      throws IOException {
    if (!Files.exists(file)) {
      return create(file, lockChannel, caps, usedBefore ? quarantine(today) : List.of());
    }
    LedgerCodec.Content content = LedgerCodec.parse(Files.readAllBytes(file));
    if (content instanceof LedgerCodec.Content.Whole whole) {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      channel.truncate(whole.validBytes());
      channel.position(whole.validBytes());
      channel.force(true);
      return new LedgerFile(channel, lockChannel, LedgerState.of(caps, whole.records()));
    }
    Files.move(file, file.resolveSibling("ledger.corrupt-" + today));
    return create(file, lockChannel, caps, quarantine(today));
  }

  private static LedgerFile create(
      Path file, FileChannel lockChannel, Caps caps, List<LedgerRecord> first) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    ownerOnly(file, "rw-------");
    LedgerFile ledger = new LedgerFile(channel, lockChannel, LedgerState.of(caps, List.of()));
    ledger.write(LedgerCodec.MAGIC);
    for (LedgerRecord record : first) {
      ledger.append(record);
    }
    return ledger;
  }

  private static List<LedgerRecord> quarantine(LocalDate today) {
    return List.of(new LedgerRecord.Quarantined("", today.plusDays(Caps.WINDOW_DAYS)));
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException sameProcess) {
      channel.close();
      throw new IOException("it is open already", sameProcess);
    }
    channel.close();
    throw new IOException("another process holds it");
  }

  private static void ownerOnly(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /** What the records add up to. */
  public LedgerState state() {
    return state;
  }

  /**
   * Writes a record and returns when it is on the device.
   *
   * @throws IOException if it may not be; the ledger must then be opened anew
   */
  public void append(LedgerRecord record) throws IOException {
    write(LedgerCodec.frame(record));
    state = state.plus(record);
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    try (lockChannel) {
      channel.close();
    }
  }
}
