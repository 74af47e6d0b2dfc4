package dev.sluice.probe.observation;

import dev.sluice.probe.device.EnergyMeter;
import dev.sluice.probe.device.EnergyMethod;
import dev.sluice.probe.device.EnergyReading;
import dev.sluice.probe.device.MeterFinder;
import dev.sluice.probe.device.MeterFinding;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The energy that is drawn from a moment on, counted while it is: by a rail the whole module's, by
 * the processor's counter that of its packages. What the idle device would have drawn is in it, so
 * that a budget errs on the careful side and no run has to wait for an idle baseline. A battery's
 * gauge is no such meter: it moves too seldom.
 */
public final class RunningEnergy implements AutoCloseable {
  private static final Set<EnergyMethod> METHODS = Set.of(EnergyMethod.RAIL, EnergyMethod.RAPL);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final @Nullable EnergyMeter meter;
  private final Pace.@Nullable Ticking ticking;

  private RunningEnergy(@Nullable EnergyMeter meter, Pace.@Nullable Ticking ticking) {
    this.meter = meter;
    this.ticking = ticking;
  }

  /** Begins to count, if there is a meter. */
  public static RunningEnergy begin(MeterFinder meters, Pace pace) {
    if (!(meters.find(METHODS, pace::nanoTime) instanceof MeterFinding.Found found)) {
      return none();
    }
    EnergyMeter meter = found.meter();
    RunningEnergy energy = new RunningEnergy(meter, pace.every(PERIOD, () -> read(meter)));
    read(meter);
    return energy;
  }

  /** Counts nothing. */
  public static RunningEnergy none() {
    return new RunningEnergy(null, null);
  }

  /** Joules since the beginning; absent without a meter, and once the meter has lost count. */
  public OptionalDouble joules() {
    return meter != null && read(meter) instanceof EnergyReading.Total total
        ? OptionalDouble.of(total.joules())
        : OptionalDouble.empty();
  }

  @Override
  public void close() {
    if (ticking != null) {
      ticking.close();
    }
  }

  /** Meters are not for two threads at once. */
  private static EnergyReading read(EnergyMeter meter) {
    synchronized (meter) {
      return meter.read();
    }
  }
}
