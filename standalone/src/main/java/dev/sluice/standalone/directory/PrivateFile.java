package dev.sluice.standalone.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Small files of names and values that only their owner may read. Writing replaces the whole file
 * at once, so that a reader never sees half of it.
 */
public final class PrivateFile {
  private PrivateFile() {}

  /** Writes names and values in the properties format. */
  public static void write(Path file, Map<String, String> values) {
    var properties = new Properties();
    properties.putAll(values);
    try {
      var text = new StringWriter();
      properties.store(text, null);
      Path next =
          Files.createTempFile(
              file.toAbsolutePath().getParent(),
              file.getFileName().toString(),
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(next, text.toString());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Reads what was written; empty when the file does not exist. */
  public static Map<String, String> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    var properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    Map<String, String> values = new TreeMap<>();
    properties.forEach((name, value) -> values.put(name.toString(), value.toString()));
    return values;
  }
}
