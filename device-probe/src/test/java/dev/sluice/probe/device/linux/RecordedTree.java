package dev.sluice.probe.device.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The files of a device's kernel as they were written down: one line a file, {@code path = text},
 * {@code path/} for an empty directory, {@code path -> target} for a link, {@code path ! denied}
 * for one that only root may read, {@code path * N} for one of N bytes.
 */
public final class RecordedTree {
  private final Path root;
  private final Set<Path> denied = new HashSet<>();

  private RecordedTree(Path root) {
    this.root = root;
  }

  /** Lays a recording out below an empty directory. */
  public static RecordedTree of(String device, Path root) {
    RecordedTree tree = new RecordedTree(root);
    String resource = "/dev/sluice/probe/device/" + device + ".tree";
    try (InputStream in =
        Objects.requireNonNull(RecordedTree.class.getResourceAsStream(resource), resource)) {
      new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(tree::layOut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tree;
  }

  /** A tree that was laid out earlier, to change files of; nothing of it is denied. */
  public static RecordedTree at(Path root) {
    return new RecordedTree(root);
  }

  /** The same device with another text in one file. */
  public RecordedTree with(String path, String text) {
    write(path, text);
    return this;
  }

  public RecordedTree with(String path, long number) {
    return with(path, Long.toString(number));
  }

  /** The same device with one file more. */
  public RecordedTree withNew(String path, String text) {
    try {
      Files.createDirectories(root.resolve(path).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with(path, text);
  }

  public RecordedTree without(String path) {
    try {
      Files.deleteIfExists(root.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Sysfs sysfs() {
    AttributeReader files = AttributeReader.ofFiles();
    return new Sysfs(
        root,
        (file, limit) -> {
          if (denied.contains(file)) {
            throw new AccessDeniedException(file.toString());
          }
          return files.read(file, limit);
        });
  }

  public LinuxDevice device() {
    return new LinuxDevice(sysfs());
  }

  public LinuxMeters meters() {
    return new LinuxMeters(sysfs());
  }

  private void layOut(String line) {
    try {
      String[] words = line.split(" ", 3);
      Path file = root.resolve(words[0]);
      Files.createDirectories(words.length == 1 ? file : file.getParent());
      if (words.length == 1) {
        return;
      }
      switch (words[1]) {
        case "->" -> Files.createSymbolicLink(file, Path.of(words[2]));
        case "*" -> Files.writeString(file, "7".repeat(Integer.parseInt(words[2])));
        case "!" -> {
          Files.createFile(file);
          denied.add(file);
        }
        default -> write(words[0], words[2]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String path, String text) {
    try {
      Files.writeString(root.resolve(path), text.replace("\\n", "\n") + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
