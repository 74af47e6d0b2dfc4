package dev.sluice.standalone.bench.worker;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Processor time of this process, all its threads together, since its start. */
public final class ProcessorTime {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ProcessorTime() {}

  /** In nanoseconds; the system counts in steps of some milliseconds. */
  public static long nanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
