package dev.sluice.probe.device.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The kernel's small text files below a root. A file that is missing, not a file, longer than a
 * page, or whose driver reports an error is absent; so is a number that is not one.
 */
final class Sysfs {
  /** The kernel hands out one page for an attribute. */
  private static final int LONGEST_BYTES = 4_096;

  private static final int MOST_ENTRIES = 1_024;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final Path root;
  private final AttributeReader reader;

  Sysfs(Path root) {
    this(root, AttributeReader.ofFiles());
  }

  Sysfs(Path root, AttributeReader reader) {
    this.root = root;
    this.reader = reader;
  }

  /** The file's text without the white space around it. */
  Optional<String> text(String path) {
    try {
      byte[] bytes = reader.read(root.resolve(path), LONGEST_BYTES + 1);
      return bytes.length > LONGEST_BYTES
          ? Optional.empty()
          : Optional.of(new String(bytes, US_ASCII).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The whole number that the file consists of. */
  OptionalLong number(String path) {
    return text(path)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElseGet(OptionalLong::empty);
  }

  /** Whether the file is there and this user may not read it. */
  boolean denied(String path) {
    try {
      reader.read(root.resolve(path), 1);
      return false;
    } catch (AccessDeniedException denied) {
      return true;
    } catch (IOException otherwise) {
      return false;
    }
  }

  /** Whether the directory is there. */
  boolean hasDirectory(String path) {
    return Files.isDirectory(root.resolve(path));
  }

  /** Paths of the directory's entries whose names match, in order; none if it cannot be listed. */
  List<String> entries(String directory, String name) {
    Pattern pattern = Pattern.compile(name);
    List<String> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve(directory))) {
      for (Path entry : stream) {
        String found = String.valueOf(entry.getFileName());
        if (pattern.matcher(found).matches() && entries.size() < MOST_ENTRIES) {
          entries.add(directory + "/" + found);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return List.of();
    }
    Collections.sort(entries);
    return entries;
  }
}
