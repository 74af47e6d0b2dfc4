package dev.sluice.probe.storage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The files of one directory, by name. What a call has changed is on the device when it returns;
 * when it throws, some of it may be.
 */
public interface DurableFiles {

  /** Names of the files that are there, in no order. */
  List<String> names() throws IOException;

  /**
   * The first bytes of a file, at most {@code limit} of them; empty if there is no such file.
   *
   * @throws IOException also if it is no regular file or open to others than its owner
   */
  Optional<byte[]> read(String name, int limit) throws IOException;

  /** Makes a file that is not there yet. */
  void create(String name, byte[] content) throws IOException;

  /** Writes over what is there from a position on, and beyond. */
  void write(String name, long position, byte[] bytes) throws IOException;

  /** Cuts a file. */
  void truncate(String name, long size) throws IOException;

  /** Gives a file another name, at once; a file of that name is gone. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file if it is there. */
  void delete(String name) throws IOException;

  /** Puts a whole new content in place of an old one, at once: a reader sees either. */
  default void replace(String name, byte[] content) throws IOException {
    String fresh = name + ".new";
    delete(fresh);
    create(fresh, content);
    rename(fresh, name);
  }
}
