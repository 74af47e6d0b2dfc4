package dev.sluice.jobs.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file of settings of Kafka's clients, in Java's form of properties, as Kafka's own tools take
 * it. It may hold passwords: no message of this class has anything of its contents.
 */
public final class KafkaPropertiesFile {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  private KafkaPropertiesFile() {}

  /**
   * The settings of a file.
   *
   * @throws IllegalArgumentException if it cannot be read or is of another form; the message names
   *     it
   */
  public static Map<String, String> read(Path file) {
    Properties properties = parse(file, text(file));
    Map<String, String> settings = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            file
                + ": not all lines are NAME=VALUE, with letters, digits, dots, hyphens and"
                + " underscores in the name");
      }
      settings.put(name, properties.getProperty(name));
    }
    return settings;
  }

  private static Properties parse(Path file, String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + ": has a \\u without four hexadecimal digits; a backslash is written as two", e);
    }
    return properties;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(
            file + ": is longer than " + MOST_BYTES + " bytes, so no file of properties");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": cannot be read as UTF-8 text", e);
    }
  }
}
