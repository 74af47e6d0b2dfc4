package dev.sluice.probe.eval;

import java.util.Locale;

/** How a share is told to a person. */
final class Percentage {
  private Percentage() {}

  /**
   * Text such as {@code 62.5 %}.
   *
   * @param share 0 to 1
   */
  static String of(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
