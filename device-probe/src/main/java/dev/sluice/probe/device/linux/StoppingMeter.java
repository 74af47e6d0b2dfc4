package dev.sluice.probe.device.linux;

import dev.sluice.probe.device.EnergyMeter;
import dev.sluice.probe.device.EnergyReading;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A meter that, once it has lost count, never claims to know again. */
abstract class StoppingMeter implements EnergyMeter {
  private final LongSupplier nanoClock;
  private EnergyReading.@Nullable Lost lost;

  StoppingMeter(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public final EnergyReading read() {
    if (lost != null) {
      return lost;
    }
    EnergyReading reading = look(nanoClock.getAsLong());
    if (reading instanceof EnergyReading.Lost nowLost) {
      lost = nowLost;
    }
    return reading;
  }

  abstract EnergyReading look(long nanos);
}
