package dev.sluice.probe.device;

/** Whether the device is fed from outside. A weak charger may be connected while it discharges. */
public enum ExternalPower {
  CONNECTED,
  DISCONNECTED,
  /** The system does not tell: usual on servers, boards and virtual machines. */
  UNKNOWN
}
