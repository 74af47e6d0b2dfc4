package dev.sluice.ingest;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads the files that the command line names; each failure names its file. */
final class ConfigFiles {
  private ConfigFiles() {}

  static Registries registries(@Nullable Path present, List<Path> others)
      throws IOException, RegistryException {
    List<RegistryFile> read = new ArrayList<>();
    for (Path other : others) {
      read.add(registry(other));
    }
    return Registries.parse(present == null ? BundledRegistry.file() : registry(present), read);
  }

  private static RegistryFile registry(Path file) throws IOException {
    return new RegistryFile(file.toString(), text(file));
  }

  static Map<String, String> properties(@Nullable Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    if (file != null) {
      Properties properties = new Properties();
      properties.load(new StringReader(text(file)));
      properties
          .stringPropertyNames()
          .forEach(name -> values.put(name, properties.getProperty(name)));
    }
    return values;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be read as UTF-8 text", e);
    }
  }
}
