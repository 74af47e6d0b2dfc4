package dev.sluice.gate.decision;

import dev.sluice.schemas.FindingStatus;
import java.util.Locale;

/** Says a finding in one sentence. */
final class FindingText {
  private FindingText() {}

  static String of(FindingStatus status, HarmInterval harm, double margin, double p) {
    return switch (status) {
      case BETTER -> text("the candidate is better, by at least %.4g", -harm.high());
      case WITHIN_MARGIN -> text("any harm is below %.4g, the margin is %.4g", harm.high(), margin);
      case WORSE ->
          text(
              "the candidate is worse, by %.4g, at least %.4g (p = %.1e)",
              harm.estimate(), harm.low(), p);
      case INCONCLUSIVE ->
          text("a harm of up to %.4g is not ruled out, the margin is %.4g", harm.high(), margin);
      case NO_DATA -> throw new IllegalArgumentException("without data there are no numbers");
    };
  }

  static String noData(long control, long candidate, int least) {
    return text(
        "%d control and %d candidate reports; %d an arm are needed that can be compared, in device"
            + " classes with %d or more",
        control, candidate, least, StratifiedDifference.LEAST_REPORTS);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
