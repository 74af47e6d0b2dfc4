package dev.sluice.probe.observation;

import dev.sluice.probe.device.EnergyMeter;
import dev.sluice.probe.device.EnergyReading;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The looks at one meter that a balance is made of. */
final class MeterWatch {
  /** A moment whose reading counts. */
  enum Mark {
    IDLE_START,
    IDLE_END,
    RUN_START,
    RUN_END
  }

  private record Look(long nanos, EnergyReading reading) {}

  private final EnergyMeter meter;
  private final Pace pace;
  private final Map<Mark, Look> looks = new LinkedHashMap<>();

  MeterWatch(EnergyMeter meter, Pace pace) {
    this.meter = meter;
    this.pace = pace;
  }

  /** Looks, so that nothing is missed in between. */
  void look() {
    meter.read();
  }

  void mark(Mark mark) {
    looks.put(mark, new Look(pace.nanoTime(), meter.read()));
  }

  EnergyUse balance(Workload workload) {
    for (Look look : looks.values()) {
      if (look.reading() instanceof EnergyReading.Lost lost) {
        return EnergyUse.Unknown.because(lost.reason());
      }
    }
    MeteredSpan idle = span(Mark.IDLE_START, Mark.IDLE_END);
    MeteredSpan run = span(Mark.RUN_START, Mark.RUN_END);
    return idle == null || run == null
        ? EnergyUse.Unknown.because("the run did not get as far as its first question")
        : EnergyBalance.measured(meter.method(), meter.shortestRun(), idle, run, workload);
  }

  private @Nullable MeteredSpan span(Mark from, Mark to) {
    Look start = looks.get(from);
    Look end = looks.get(to);
    return start != null
            && end != null
            && start.reading() instanceof EnergyReading.Total first
            && end.reading() instanceof EnergyReading.Total last
        ? new MeteredSpan(start.nanos(), first, end.nanos(), last)
        : null;
  }
}
