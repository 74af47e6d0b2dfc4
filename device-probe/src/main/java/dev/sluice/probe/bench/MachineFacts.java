package dev.sluice.probe.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where the figures were taken.
 *
 * @param loadAverage runnable processes over the minute before the bench; absent where the system
 *     keeps no account
 */
public record MachineFacts(
    String system,
    String architecture,
    int processors,
    long memoryBytes,
    OptionalDouble loadAverage,
    String java,
    List<String> javaOptions) {

  /** Of this process, now. */
  public static MachineFacts now() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double load = system.getSystemLoadAverage();
    return new MachineFacts(
        system.getName(),
        system.getArch(),
        system.getAvailableProcessors(),
        system.getTotalMemorySize(),
        load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("-X"))
            .toList());
  }

  /** Whether something else takes a good part of the processors, so that times mean little. */
  public boolean busy() {
    return loadAverage.orElse(0) > processors / 2.0;
  }
}
