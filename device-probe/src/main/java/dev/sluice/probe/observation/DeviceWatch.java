package dev.sluice.probe.observation;

import dev.sluice.probe.device.DeviceState;
import dev.sluice.probe.device.MeterFinding;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One run being watched. Looks at the meter once a second and at everything else every ten, on a
 * thread of its own, so that no answer waits for a sensor.
 */
public final class DeviceWatch implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int TURNS_BETWEEN_STATES = 10;

  private final DeviceObserver observer;
  private final DeviceState before;
  private final OptionalLong throttleEventsBefore;
  private final StateTrack track = new StateTrack();
  private final @Nullable MeterWatch meter;
  private final EnergyUse withoutMeter;
  private final Pace.@Nullable Ticking ticking;

  /** Guards track and meter against the two threads. */
  private final Object lock = new Object();

  private int turns;
  private long windowStartNanos;
  private Duration window = Duration.ZERO;

  private DeviceWatch(DeviceObserver observer) {
    this.observer = observer;
    before = observer.monitor().state();
    throttleEventsBefore = observer.monitor().throttleEvents();
    track.add(before, observer.pace().nanoTime());
    MeterFinding finding = find(observer);
    if (finding instanceof MeterFinding.Found found) {
      meter = new MeterWatch(found.meter(), observer.pace());
      withoutMeter = EnergyUse.Unknown.because("the meter was not read");
    } else {
      MeterFinding.NotFound notFound = (MeterFinding.NotFound) finding;
      meter = null;
      withoutMeter = new EnergyUse.Unknown(notFound.reason(), notFound.remedy());
    }
    boolean something = meter != null || !before.equals(DeviceState.unknown());
    ticking = something ? observer.pace().every(PERIOD, this::turn) : null;
    if (finding instanceof MeterFinding.Found found) {
      mark(MeterWatch.Mark.IDLE_START);
      observer.pace().pause(found.meter().idleWindow());
      mark(MeterWatch.Mark.IDLE_END);
    }
  }

  static DeviceWatch begin(DeviceObserver observer) {
    return new DeviceWatch(observer);
  }

  /** The model is loaded and warm, and the first question will be asked. */
  public void windowStarts() {
    windowStartNanos = observer.pace().nanoTime();
    mark(MeterWatch.Mark.RUN_START);
  }

  /** The last answer is there. */
  public void windowEnds() {
    window = Duration.ofNanos(observer.pace().nanoTime() - windowStartNanos);
    mark(MeterWatch.Mark.RUN_END);
  }

  /**
   * What came of it; call it once, when the window has ended.
   *
   * @param workload what was done in the window
   */
  public DeviceObservation result(Workload workload) {
    DeviceState after = observer.monitor().state();
    OptionalLong throttleEventsAfter = observer.monitor().throttleEvents();
    synchronized (lock) {
      track.add(after, observer.pace().nanoTime());
      return new DeviceObservation(
          before,
          after,
          track.hottestCelsius(),
          growth(throttleEventsBefore, throttleEventsAfter),
          energy(workload),
          track.batteryUse(),
          DecodeDrift.of(workload.decodeRates()));
    }
  }

  @Override
  public void close() {
    if (ticking != null) {
      ticking.close();
    }
  }

  private static MeterFinding find(DeviceObserver observer) {
    return observer.energy() instanceof EnergyChoice.Metered metered
        ? observer.meters().find(metered.allowed(), observer.pace()::nanoTime)
        : new MeterFinding.NotFound("switched off", Optional.empty());
  }

  private EnergyUse energy(Workload workload) {
    if (observer.energy() instanceof EnergyChoice.Modelled modelled) {
      return EnergyBalance.modelled(modelled.wattsPerProcessor(), window, workload);
    }
    return meter == null ? withoutMeter : meter.balance(workload);
  }

  private void turn() {
    synchronized (lock) {
      if (meter != null) {
        meter.look();
      }
      if (++turns % TURNS_BETWEEN_STATES == 0) {
        track.add(observer.monitor().state(), observer.pace().nanoTime());
      }
    }
  }

  private void mark(MeterWatch.Mark mark) {
    synchronized (lock) {
      if (meter != null) {
        meter.mark(mark);
      }
    }
  }

  /** A counter that is lower than before was set back: nothing is known then. */
  private static OptionalLong growth(OptionalLong before, OptionalLong after) {
    return before.isPresent() && after.isPresent() && after.getAsLong() >= before.getAsLong()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }
}
