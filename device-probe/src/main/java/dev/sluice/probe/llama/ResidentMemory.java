package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/**
 * The resident memory of another process: from Linux's own account where there is one, which keeps
 * the maximum, else the present value by way of OSHI.
 */
public final class ResidentMemory {
  private ResidentMemory() {}

  /** The kernel's own maximum of a process, in bytes; absent where it keeps none. */
  public static OptionalLong kernelPeakBytes(long pid) {
    try {
      return parsePeak(Files.readString(Path.of("/proc/" + pid + "/status"), US_ASCII));
    } catch (IOException noSuchAccount) {
      return OptionalLong.empty();
    }
  }

  /** The present value in bytes; absent when the process is gone or the value is not plausible. */
  static OptionalLong sampleBytes(long pid) {
    OSProcess process = new SystemInfo().getOperatingSystem().getProcess(Math.toIntExact(pid));
    return process == null || process.getResidentSetSize() <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(process.getResidentSetSize());
  }

  static OptionalLong parsePeak(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmHWM:") && line.endsWith(" kB"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }
}
