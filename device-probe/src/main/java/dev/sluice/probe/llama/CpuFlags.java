package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the processor has the instructions that the x86-64 build of the library uses. Without
 * them it would die of an illegal instruction in the middle of an answer.
 */
public final class CpuFlags {
  private static final List<String> NEEDED = List.of("avx2", "fma", "f16c", "bmi2");
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private CpuFlags() {}

  /**
   * The needed instructions that this processor lacks: none for other architectures, and none when
   * the system does not tell, because then trying is all that is left.
   */
  public static List<String> missingHere() {
    String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (!architecture.equals("amd64") && !architecture.equals("x86_64")) {
      return List.of();
    }
    try {
      return missing(Files.readString(CPU_INFO, US_ASCII));
    } catch (IOException cannotTell) {
      return List.of();
    }
  }

  static List<String> missing(String cpuInfo) {
    Optional<Set<String>> flags =
        cpuInfo
            .lines()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .map(line -> new HashSet<>(Arrays.asList(line.split("\\s+"))));
    return flags
        .map(present -> NEEDED.stream().filter(flag -> !present.contains(flag)).toList())
        .orElse(List.of());
  }
}
