package dev.sluice.standalone.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one set of services keeps everything, held by one process at a time. The
 * lock is the operating system's, so it ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK_FILE = "lock";
  private static final int LONGEST_PROCESS_ID = 20;

  private final Path root;
  private final FileChannel lockChannel;

  private DataDirectory(Path root, FileChannel lockChannel) {
    this.root = root;
    this.lockChannel = lockChannel;
  }

  /**
   * Creates the directory if need be, readable by its owner only, and takes its lock.
   *
   * @throws DirectoryInUseException if another process holds it
   */
  public static DataDirectory acquire(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      FileChannel channel =
          FileChannel.open(
              root.resolve(LOCK_FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      lock(root, channel);
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + root, e);
    }
  }

  private static void lock(Path root, FileChannel channel) throws IOException {
    if (tryLock(channel) == null) {
      String holder = holder(channel);
      channel.close();
      throw new DirectoryInUseException(root, holder);
    }
    channel.truncate(0);
    byte[] processId =
        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    channel.write(ByteBuffer.wrap(processId), 0);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var content = ByteBuffer.allocate(LONGEST_PROCESS_ID);
    channel.read(content, 0);
    String text = StandardCharsets.US_ASCII.decode(content.flip()).toString();
    return text.matches("[0-9]+") ? text : "";
  }

  /** The directory itself, absolute. */
  public Path root() {
    return root;
  }

  /** The broker's part. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** The cluster's part: checkpoints and savepoints. */
  public Path flink() {
    return root.resolve("flink");
  }

  /** The database's part. */
  public Path postgres() {
    return postgresOf(root);
  }

  /** The log files. */
  public Path logs() {
    return root.resolve("logs");
  }

  static Path postgresOf(Path root) {
    return root.resolve("postgres");
  }

  /** Gives the directory free. */
  @Override
  public void close() {
    try {
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release the data directory " + root, e);
    }
  }
}
