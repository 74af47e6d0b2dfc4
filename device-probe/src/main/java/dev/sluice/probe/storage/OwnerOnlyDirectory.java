package dev.sluice.probe.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that only its owner may enter, with files that only their owner may read. Both have
 * these permissions from the moment they exist. What others could have read or replaced is refused,
 * and so is a symbolic link in place of a file.
 */
public final class OwnerOnlyDirectory implements DurableFiles {
  private static final String DIRECTORY = "rwx------";
  private static final String FILE = "rw-------";

  private final Path directory;
  private final boolean posix;

  private OwnerOnlyDirectory(Path directory) {
    this.directory = directory;
    this.posix = posix(directory);
  }

  /**
   * A directory, made if it is missing; an empty one that others could enter is closed to them.
   *
   * @throws IOException also if others may enter it and there is something in it
   */
  public static OwnerOnlyDirectory create(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      make(directory);
    }
    OwnerOnlyDirectory created = new OwnerOnlyDirectory(real(directory));
    if (created.openToOthers(created.directory) && created.names().isEmpty()) {
      created.closeToOthers();
    }
    created.requireOwnerOnly(created.directory, "700");
    return created;
  }

  /** What the file system says is a path alone, or less; this says what is wrong with it. */
  private static void make(Path directory) throws IOException {
    try {
      Files.createDirectories(directory, attributes(directory, DIRECTORY));
    } catch (AccessDeniedException e) {
      throw new IOException(directory + " cannot be made: this user may not write there", e);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(directory + " cannot be made: something else has this name", e);
    }
  }

  private void closeToOthers() throws IOException {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(DIRECTORY));
    } catch (FileSystemException e) {
      throw new IOException(directory + " belongs to another user", e);
    }
  }

  /**
   * A directory as it is; nothing is made and nothing is changed.
   *
   * @return empty if there is none, or an empty one that {@link #create} will close to others
   */
  public static Optional<OwnerOnlyDirectory> existing(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return Optional.empty();
    }
    OwnerOnlyDirectory existing = new OwnerOnlyDirectory(real(directory));
    if (existing.openToOthers(existing.directory) && existing.names().isEmpty()) {
      return Optional.empty();
    }
    existing.requireOwnerOnly(existing.directory, "700");
    return Optional.of(existing);
  }

  private static Path real(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + " must be a directory");
    }
    return directory.toRealPath();
  }

  /** Takes the lock of this directory for this process. */
  public DirectoryLock lock(String name) throws IOException {
    Path file = directory.resolve(name);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        create(name, new byte[0]);
      } catch (FileAlreadyExistsException anotherProcessWasFirst) {
        // Then that file is the one to lock.
      }
    }
    requireRegular(file);
    return DirectoryLock.of(file);
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  @Override
  public Optional<byte[]> read(String name, int limit) throws IOException {
    Path file = directory.resolve(name);
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      requireRegular(file);
      return Optional.of(content(file, limit));
    } catch (java.nio.file.NoSuchFileException deletedMeanwhile) {
      return Optional.empty();
    }
  }

  private static byte[] content(Path file, int limit) throws IOException {
    try (FileChannel channel = open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(limit, channel.size()));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until the buffer is full or the file ends
      }
      byte[] content = new byte[buffer.flip().remaining()];
      buffer.get(content);
      return content;
    }
  }

  @Override
  public void create(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            attributes(file, FILE))) {
      write(channel, 0, content);
    }
    force();
  }

  @Override
  public void write(String name, long position, byte[] bytes) throws IOException {
    try (FileChannel channel = open(directory.resolve(name), StandardOpenOption.WRITE)) {
      write(channel, position, bytes);
    }
  }

  @Override
  public void truncate(String name, long size) throws IOException {
    try (FileChannel channel = open(directory.resolve(name), StandardOpenOption.WRITE)) {
      channel.truncate(size);
      channel.force(true);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        directory.resolve(from),
        directory.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force();
  }

  @Override
  public void delete(String name) throws IOException {
    if (Files.deleteIfExists(directory.resolve(name))) {
      force();
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }

  private static void write(FileChannel channel, long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long at = position;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
    channel.force(true);
  }

  private static FileChannel open(Path file, OpenOption option) throws IOException {
    return FileChannel.open(file, option, LinkOption.NOFOLLOW_LINKS);
  }

  /** A new name is on the device only when its directory is. */
  private void force() throws IOException {
    if (posix) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private void requireRegular(Path file) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isRegularFile()) {
      throw new IOException(file + " must be a plain file, not a link");
    }
    requireOwnerOnly(file, "600");
  }

  private void requireOwnerOnly(Path path, String mode) throws IOException {
    if (openToOthers(path)) {
      throw new IOException(
          "others than its owner may read or change " + path + "; try: chmod " + mode + " " + path);
    }
  }

  private boolean openToOthers(Path path) throws IOException {
    if (!posix) {
      return false;
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    return !PosixFilePermissions.fromString(DIRECTORY).containsAll(permissions);
  }

  private static FileAttribute<?>[] attributes(Path path, String permissions) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
