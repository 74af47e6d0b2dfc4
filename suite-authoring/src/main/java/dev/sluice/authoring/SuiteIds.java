package dev.sluice.authoring;

import java.nio.file.Path;
import java.util.Locale;

/** Ids for suites that nobody has named yet. */
final class SuiteIds {

  private static final int MAX_CHARS = 64;

  private SuiteIds() {}

  /** Whether a suite may have this id. */
  static boolean usable(String id) {
    return id.matches("[a-z0-9][a-z0-9._-]{0,63}");
  }

  /** After the file's name, in the letters that an id may have. */
  static String of(Path file) {
    Path fileName = file.getFileName();
    String name = fileName == null ? "" : fileName.toString().toLowerCase(Locale.ROOT);
    String id = name.replaceFirst("\\.[a-z]+$", "").replaceAll("[^a-z0-9._-]+", "-");
    String usable = id.replaceFirst("^[^a-z0-9]+", "");
    return usable.isEmpty()
        ? "my-suite"
        : usable.substring(0, Math.min(MAX_CHARS, usable.length()));
  }
}
