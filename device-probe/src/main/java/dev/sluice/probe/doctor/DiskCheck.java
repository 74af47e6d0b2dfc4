package dev.sluice.probe.doctor;

import dev.sluice.probe.fitting.ByteSize;
import java.util.OptionalLong;

/** There is room for what the probe keeps, and perhaps for a model. */
record DiskCheck(String place, OptionalLong freeBytes) implements Check {
  private static final long TOO_LITTLE = 50L << 20;
  private static final long LITTLE = 2L << 30;

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Finding run() {
    if (freeBytes.isEmpty()) {
      return Finding.warning(
          "this system does not tell how much room is left", "look yourself before a download");
    }
    long free = freeBytes.getAsLong();
    String here = "%s free for %s".formatted(ByteSize.text(free), place);
    if (free < TOO_LITTLE) {
      return Finding.problem(
          here, "make room: a ledger that cannot be written makes no reports any more");
    }
    return free < LITTLE
        ? Finding.warning(here, "most models are larger; make room before a download")
        : Finding.ok(here);
  }
}
