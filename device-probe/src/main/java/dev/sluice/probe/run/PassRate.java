package dev.sluice.probe.run;

import java.util.OptionalDouble;

/** A share of passes that is absent, not zero, when nothing was scored. */
final class PassRate {
  private PassRate() {}

  static OptionalDouble of(int passed, int scored) {
    return scored == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) passed / scored);
  }
}
