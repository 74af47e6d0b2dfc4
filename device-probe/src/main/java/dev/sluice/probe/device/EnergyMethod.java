package dev.sluice.probe.device;

import java.util.Locale;

/** How an amount of energy was learnt; figures of different methods are about different things. */
public enum EnergyMethod {
  /** A sensor in the supply rail of the whole module. */
  RAIL,
  /** The gauge of the battery while it is being emptied: the whole device. */
  FUEL_GAUGE,
  /** The processor's own count (Running Average Power Limit): processor packages alone. */
  RAPL,
  /** Processor time multiplied by a wattage that somebody stated: no measurement. */
  MODELLED,
  /** Not at all. */
  NONE;

  /** Whether something was measured, so that it may stand for the device. */
  public boolean measured() {
    return this == RAIL || this == FUEL_GAUGE || this == RAPL;
  }

  /** The name in JSON, such as {@code fuel_gauge}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
