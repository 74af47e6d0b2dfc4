package dev.sluice.probe.reporting;

import dev.sluice.privacy.budget.Caps;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much this device may say in all, within the bounds that are in the code. */
public final class CapOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--max-reports",
      defaultValue = "4",
      paramLabel = "N",
      description = "Most reports within 28 days, 0 to 8; default: ${DEFAULT-VALUE}.")
  private int maxReports;

  @Option(
      names = "--max-epsilon",
      defaultValue = "24",
      paramLabel = "EPSILON",
      description = "Most epsilon for life, 0 to 96; default: ${DEFAULT-VALUE}.")
  private double maxEpsilon;

  /** The caps. */
  public Caps caps() {
    double nano = maxEpsilon * 1e9;
    if (!(nano >= 0 && nano <= Long.MAX_VALUE) || nano != Math.rint(nano)) {
      throw new ParameterException(
          spec.commandLine(), "--max-epsilon must be 0 or more, was " + maxEpsilon);
    }
    try {
      return new Caps(maxReports, (long) nano);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
