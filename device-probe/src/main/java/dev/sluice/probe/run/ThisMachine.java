package dev.sluice.probe.run;

import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** The machine that this process runs on. */
public final class ThisMachine implements Machine {

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public OptionalDouble loadAverage() {
    double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return average < 0 ? OptionalDouble.empty() : OptionalDouble.of(average);
  }
}
