package dev.sluice.probe.releasing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are made and never written over. */
final class NewFile {
  private NewFile() {}

  /**
   * Makes a file; it has its permissions from the start.
   *
   * @param ownerOnly whether nobody but its owner may read it
   * @throws IOException with one line, also if something is there already
   */
  static void write(Path file, byte[] content, boolean ownerOnly) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        ownerOnly && posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + ": it exists already, and is not written over", e);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": its directory does not exist", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": this user may not write there", e);
    }
  }
}
