package dev.sluice.probe.doctor;

import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.fitting.ByteSize;

/** There is memory for some model, once the system has had its share. */
record MemoryCheck(long ramBytes, DeviceKind kind) implements Check {
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 200L << 20;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Finding run() {
    long available = ramBytes - kind.headroomBytes(ramBytes);
    String here =
        "%s, of which a model may take %s (%s)"
            .formatted(ByteSize.text(ramBytes), ByteSize.text(available), kind);
    if (available < TOO_LITTLE) {
      return Finding.problem(here, "take a device with more memory, or route to a remote model");
    }
    return available < LITTLE
        ? Finding.warning(here, "ask 'probe fit' before a model is downloaded")
        : Finding.ok(here);
  }
}
