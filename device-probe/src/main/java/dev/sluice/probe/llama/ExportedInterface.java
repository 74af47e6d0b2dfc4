package dev.sluice.probe.llama;

import de.kherud.llama.LlamaModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Whether the library of this system lets its C interface be called, found out without loading it:
 * Linux and macOS builds export it, the Windows build only what the binding calls.
 */
final class ExportedInterface {
  private static final String NEEDED = "llama_get_logits_ith";

  private ExportedInterface() {}

  private static final class Found {
    private static final boolean HERE = look();
  }

  static boolean isHere() {
    return Found.HERE;
  }

  private static boolean look() {
    String resource =
        resource(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    try (InputStream library = LlamaModel.class.getResourceAsStream(resource)) {
      return library != null
          && new String(library.readAllBytes(), StandardCharsets.ISO_8859_1).contains(NEEDED);
    } catch (IOException e) {
      return false;
    }
  }

  /** Names nothing for a system whose library does not export it. */
  private static String resource(String system, String architecture) {
    String processor =
        switch (architecture.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "x86_64";
          default -> "aarch64";
        };
    if (system.startsWith("Mac")) {
      return "Mac/" + processor + "/libjllama.dylib";
    }
    return system.startsWith("Linux") ? "Linux/" + processor + "/libjllama.so" : "none";
  }
}
