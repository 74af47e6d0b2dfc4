package dev.sluice.probe.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files in memory that fail as a disk does: after a number of steps, in the middle of what was
 * being done. A step is a byte that is written, or a name that is made, changed or deleted.
 */
public final class InMemoryFiles implements DurableFiles {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private long stepsLeft = Long.MAX_VALUE;
  private long steps;

  /** A copy, without any fault. */
  public InMemoryFiles copy() {
    InMemoryFiles copy = new InMemoryFiles();
    files.forEach((name, content) -> copy.files.put(name, content.clone()));
    return copy;
  }

  /** Every step after so many fails. */
  public void failAfter(long steps) {
    this.stepsLeft = steps;
  }

  public void heal() {
    stepsLeft = Long.MAX_VALUE;
  }

  /** How many steps were made. */
  public long steps() {
    return steps;
  }

  public Optional<byte[]> content(String name) {
    return Optional.ofNullable(files.get(name));
  }

  public void put(String name, byte[] content) {
    files.put(name, content.clone());
  }

  public void remove(String name) {
    files.remove(name);
  }

  @Override
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public Optional<byte[]> read(String name, int limit) {
    return content(name).map(bytes -> Arrays.copyOf(bytes, Math.min(limit, bytes.length)));
  }

  @Override
  public void create(String name, byte[] content) throws IOException {
    if (files.containsKey(name)) {
      throw new FileAlreadyExistsException(name);
    }
    step();
    files.put(name, new byte[0]);
    write(name, 0, content);
  }

  @Override
  public void write(String name, long position, byte[] bytes) throws IOException {
    int start = Math.toIntExact(position);
    int written = (int) Math.min(stepsLeft, bytes.length);
    byte[] old = present(name);
    byte[] grown = Arrays.copyOf(old, Math.max(old.length, start + written));
    System.arraycopy(bytes, 0, grown, start, written);
    files.put(name, grown);
    stepsLeft -= written;
    steps += written;
    if (written < bytes.length) {
      step();
    }
  }

  @Override
  public void truncate(String name, long size) throws IOException {
    step();
    byte[] content = present(name);
    files.put(name, Arrays.copyOf(content, Math.min(content.length, Math.toIntExact(size))));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    step();
    files.put(to, present(from));
    files.remove(from);
  }

  @Override
  public void delete(String name) throws IOException {
    if (files.containsKey(name)) {
      step();
      files.remove(name);
    }
  }

  private byte[] present(String name) throws FileNotFoundException {
    byte[] content = files.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content;
  }

  private void step() throws IOException {
    if (stepsLeft == 0) {
      throw new IOException("No space left on device");
    }
    stepsLeft--;
    steps++;
  }
}
