package dev.sluice.probe.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file that one process holds. The system lets go of it when the process dies.
 *
 * <p>A process that opens and closes a locked file a second time loses its lock on POSIX systems.
 * So who holds what within this process is known before any file is touched.
 */
public final class DirectoryLock implements Closeable {
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param file the real path of an existing file
   * @throws HeldException if this or another process holds it
   */
  static DirectoryLock of(Path file) throws IOException {
    if (!HELD_HERE.add(file)) {
      throw new HeldException("it is open already");
    }
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      if (channel.tryLock() != null) {
        return new DirectoryLock(file, channel);
      }
      channel.close();
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(file);
      throw e;
    }
    HELD_HERE.remove(file);
    throw new HeldException("another process holds it");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(file);
    }
  }

  /** Somebody else holds the lock. */
  public static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(String message) {
      super(message);
    }
  }
}
