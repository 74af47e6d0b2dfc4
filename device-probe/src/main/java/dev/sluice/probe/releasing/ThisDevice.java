package dev.sluice.probe.releasing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.release.Architecture;
import dev.sluice.probe.release.DeviceFacts;
import dev.sluice.probe.release.OperatingSystem;
import dev.sluice.probe.release.RuntimeBuild;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be found out about the machine that this process runs on. */
public final class ThisDevice {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Pattern BUILD = Pattern.compile("(?<name>\\S+) b(?<build>\\d{1,9})");

  private ThisDevice() {}

  /**
   * The facts that a release is held against.
   *
   * @param place where a file would be kept; it need not exist yet
   * @param ramBytes memory; absent means this machine's
   */
  public static DeviceFacts facts(
      LocalDate today,
      Optional<String> deviceClass,
      DeviceKind kind,
      OptionalLong ramBytes,
      Path place) {
    long ram = ramBytes.orElseGet(ThisDevice::ramBytes);
    return new DeviceFacts(
        today,
        deviceClass,
        operatingSystem(System.getProperty("os.name", "")),
        architecture(System.getProperty("os.arch", "")),
        cpuFeatures(),
        runtime(LlamaEngine.PINNED_BUILD),
        ram,
        ram - kind.headroomBytes(ram),
        freeBytes(place));
  }

  /** Memory of this machine, or of the container that this process is in. */
  public static long ramBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  /** Space that this user may still fill where a path is or would be. */
  public static OptionalLong freeBytes(Path place) {
    for (@Nullable Path at = place.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        try {
          return OptionalLong.of(Files.getFileStore(at).getUsableSpace());
        } catch (IOException cannotTell) {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  /** The kind of a device of that class, by the class's first word; a laptop if it has none. */
  public static DeviceKind kind(Optional<String> deviceClass) {
    return deviceClass
        .flatMap(
            name ->
                List.of(DeviceKind.values()).stream()
                    .filter(kind -> name.startsWith(kind.toString()))
                    .findFirst())
        .orElse(DeviceKind.LAPTOP);
  }

  static Optional<OperatingSystem> operatingSystem(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (System.getProperty("java.vendor", "").contains("Android")) {
      return Optional.of(OperatingSystem.ANDROID);
    }
    if (lower.startsWith("mac")) {
      return Optional.of(OperatingSystem.MACOS);
    }
    if (lower.startsWith("windows")) {
      return Optional.of(OperatingSystem.WINDOWS);
    }
    return lower.equals("linux") ? Optional.of(OperatingSystem.LINUX) : Optional.empty();
  }

  static Optional<Architecture> architecture(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> Optional.of(Architecture.X86_64);
      case "aarch64", "arm64" -> Optional.of(Architecture.AARCH64);
      default -> Optional.empty();
    };
  }

  private static Optional<Set<String>> cpuFeatures() {
    try {
      return cpuFeatures(Files.readString(CPU_INFO, US_ASCII));
    } catch (IOException cannotTell) {
      return Optional.empty();
    }
  }

  /** The kernel says {@code flags} on x86-64 and {@code Features} on ARM. */
  static Optional<Set<String>> cpuFeatures(String cpuInfo) {
    return cpuInfo
        .lines()
        .filter(line -> line.matches("(flags|Features)\\s*:.*"))
        .findFirst()
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .map(line -> new HashSet<>(List.of(line.split("\\s+"))));
  }

  /** A runtime whose build has no number is older than any that a manifest asks for. */
  static RuntimeBuild runtime(String runtimeBuild) {
    Matcher matcher = BUILD.matcher(runtimeBuild);
    return matcher.matches()
        ? new RuntimeBuild(matcher.group("name"), Integer.parseInt(matcher.group("build")))
        : new RuntimeBuild(runtimeBuild, 0);
  }
}
