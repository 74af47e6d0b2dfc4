package dev.sluice.ingest;

import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.privacy.registry.RegistryParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads the files that the command line names; each failure names its file. */
final class ConfigFiles {
  private ConfigFiles() {}

  static MetricRegistry registry(@Nullable Path file) throws IOException, RegistryException {
    return file == null
        ? BundledRegistry.load()
        : RegistryParser.parse(text(file), file.toString());
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
