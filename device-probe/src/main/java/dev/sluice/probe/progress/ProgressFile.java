package dev.sluice.probe.progress;

import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Lines that are on the device when {@link #append} returns. Each begins with its own CRC32C, and
 * the first is the key. A last line that was cut is cut off; a file with any other fault is thrown
 * away whole: it is cheaper to ask again than to believe it.
 */
final class ProgressFile {
  static final String PREFIX = "progress-";

  private static final int MAX_BYTES = 8 * 1024 * 1024;
  private static final int CHECKSUM = 8;

  private final DurableFiles files;
  private final String name;
  private long size;

  private ProgressFile(DurableFiles files, String name, long size) {
    this.files = files;
    this.name = name;
    this.size = size;
  }

  /** A file and the lines that were in it. */
  record Opened(ProgressFile file, List<String> lines) {}

  /** Opens the file of a key, or begins it. */
  static Opened open(DurableFiles files, ProgressKey key) throws IOException {
    Optional<byte[]> content = files.read(key.fileName(), MAX_BYTES + 1);
    if (content.isPresent()) {
      Optional<List<String>> lines = lines(content.get(), key);
      if (lines.isPresent()) {
        long size = sizeOf(key.hex()) + lines.get().stream().mapToLong(ProgressFile::sizeOf).sum();
        files.truncate(key.fileName(), size);
        return new Opened(new ProgressFile(files, key.fileName(), size), lines.get());
      }
      files.delete(key.fileName());
    }
    byte[] first = encoded(key.hex());
    files.create(key.fileName(), first);
    return new Opened(new ProgressFile(files, key.fileName(), first.length), List.of());
  }

  /** Deletes all progress but that of some keys. */
  static void keepOnly(DurableFiles files, Set<ProgressKey> keys) throws IOException {
    Set<String> kept = keys.stream().map(ProgressKey::fileName).collect(Collectors.toSet());
    for (String name : files.names()) {
      if (name.startsWith(PREFIX) && !kept.contains(name)) {
        files.delete(name);
      }
    }
  }

  void append(String line) throws IOException {
    byte[] bytes = encoded(line);
    if (size + bytes.length > MAX_BYTES) {
      throw new IOException("progress must fit into " + MAX_BYTES + " bytes");
    }
    files.write(name, size, bytes);
    size += bytes.length;
  }

  void delete() throws IOException {
    files.delete(name);
  }

  /** The lines after the key; empty if the file cannot be believed. */
  private static Optional<List<String>> lines(byte[] content, ProgressKey key) {
    if (content.length > MAX_BYTES) {
      return Optional.empty();
    }
    String[] parts = new String(content, StandardCharsets.UTF_8).split("\n", -1);
    List<String> lines = new ArrayList<>();
    // What comes after the last line's end was cut while it was written, or is nothing.
    for (int i = 0; i < parts.length - 1; i++) {
      Optional<String> line = decoded(parts[i]);
      if (line.isEmpty()) {
        return Optional.empty();
      }
      lines.add(line.get());
    }
    return lines.isEmpty() || !lines.get(0).equals(key.hex())
        ? Optional.empty()
        : Optional.of(lines.subList(1, lines.size()));
  }

  private static Optional<String> decoded(String line) {
    return line.length() > CHECKSUM && line.startsWith(checksum(line.substring(CHECKSUM)))
        ? Optional.of(line.substring(CHECKSUM))
        : Optional.empty();
  }

  private static byte[] encoded(String line) {
    return (checksum(line) + line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static long sizeOf(String line) {
    return encoded(line).length;
  }

  private static String checksum(String line) {
    CRC32C crc = new CRC32C();
    crc.update(line.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
