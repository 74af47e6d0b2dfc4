package dev.sluice.probe.llama;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How many processes the Linux kernel has killed for want of memory since it started. A child that
 * ends by SIGKILL while this number grows was most likely one of them; else somebody killed it.
 */
final class OomKills {
  private static final Path VM_STAT = Path.of("/proc/vmstat");
  private static final String COUNTER = "oom_kill ";

  private OomKills() {}

  /** Absent on other systems and older kernels. */
  static OptionalLong count() {
    try {
      return parse(Files.readString(VM_STAT, US_ASCII));
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong parse(String vmStat) {
    return vmStat
        .lines()
        .filter(line -> line.matches(COUNTER + "\\d{1,18}"))
        .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length())))
        .findFirst();
  }
}
