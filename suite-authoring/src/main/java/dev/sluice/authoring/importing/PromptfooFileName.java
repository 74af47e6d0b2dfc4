package dev.sluice.authoring.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file as a promptfoo configuration names it: {@code file://} and a path from the configuration's
 * directory downwards. Other places and code have no such name.
 *
 * @param name without {@code file://}
 */
record PromptfooFileName(String name, Kind kind) {

  /** What a file holds, by the end of its name. */
  enum Kind {
    TEXT,
    CSV,
    JSON,
    JSON_LINES,
    YAML
  }

  private static final String SCHEME = "file://";
  private static final String PROGRAM = "exec:";

  /** A name without {@code file://} that promptfoo takes for one nevertheless. */
  private static final Pattern BARE =
      Pattern.compile(
          "[^\\s{}]+\\.(?:txt|md|j2|csv|json|jsonl|ya?ml|[cm]?[jt]s|py|xlsx?)(?::\\w+)?");

  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S*");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
  private static final Set<String> CODE =
      Set.of(
          "js", "cjs", "mjs", "ts", "cts", "mts", "py", "rb", "go", "sh", "bash", "pl", "exe",
          "bat", "cmd", "ps1");
  private static final Set<String> NO_TEXT =
      Set.of(
          "jpg", "jpeg", "png", "gif", "bmp", "webp", "svg", "mp4", "webm", "ogg", "mov", "avi",
          "wmv", "mkv", "m4v", "mp3", "wav", "pdf", "xls", "xlsx");

  static boolean isReference(String text) {
    return text.startsWith(SCHEME);
  }

  /** Whether it names a file, a place or a program where only that or a prompt can stand. */
  static boolean isLikely(String text) {
    return isReference(text)
        || text.startsWith(PROGRAM)
        || BARE.matcher(text).matches()
        || ELSEWHERE.matcher(text).matches();
  }

  /**
   * Reads a name.
   *
   * @throws ImportException for what no file below the configuration has, and for code
   */
  static PromptfooFileName of(String reference) throws ImportException {
    String name = isReference(reference) ? reference.substring(SCHEME.length()) : reference;
    requireInside(name);
    String ending = ending(name);
    if (CODE.contains(ending) || name.startsWith(PROGRAM)) {
      throw new ImportException("'" + name + "' is code, and code is refused");
    }
    if (NO_TEXT.contains(ending)) {
      throw new ImportException("'" + name + "' is no text; only texts are read");
    }
    return new PromptfooFileName(name, kind(ending));
  }

  /** The same objection with the file's name before it. */
  ImportException wrong(ImportException objection) {
    return new ImportException("'" + name + "': " + objection.getMessage());
  }

  private static void requireInside(String name) throws ImportException {
    List<String> steps = Arrays.asList(name.split("[/\\\\]", -1));
    if (ELSEWHERE.matcher(name).matches()) {
      throw new ImportException("'" + name + "' is no file; nothing is fetched");
    }
    boolean absolute = steps.get(0).isEmpty() || DRIVE.matcher(name).matches();
    if (absolute || steps.contains("..")) {
      throw new ImportException(
          "'" + name + "' leads out of the configuration's directory; name a file below it");
    }
    if (name.contains("*")) {
      throw new ImportException("'" + name + "' is a pattern; name each file");
    }
  }

  /** That of {@code gen.py:make_tests} is {@code py}, that of {@code a.xlsx#2} is {@code xlsx}. */
  private static String ending(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ending.replaceFirst("[:#].*$", "");
  }

  private static Kind kind(String ending) {
    return switch (ending) {
      case "csv" -> Kind.CSV;
      case "json" -> Kind.JSON;
      case "jsonl" -> Kind.JSON_LINES;
      case "yaml", "yml" -> Kind.YAML;
      default -> Kind.TEXT;
    };
  }
}
