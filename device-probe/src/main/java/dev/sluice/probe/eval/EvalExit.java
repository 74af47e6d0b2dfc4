package dev.sluice.probe.eval;

import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuitePlan;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.ExitCode;

/** What a finished run says to the script that started it. */
final class EvalExit {
  /** A suite falls short of what is demanded of it; the code that promptfoo uses. */
  static final int FELL_SHORT = 100;

  private EvalExit() {}

  /**
   * The exit code.
   *
   * @param plans those of the run, in the order of its suites
   */
  static int code(RunResult result, List<SuitePlan> plans) {
    // A demand that nothing, or not all, was to be measured for is neither met nor missed.
    boolean leftOpen =
        IntStream.range(0, plans.size())
            .anyMatch(
                i -> plans.get(i).suite().demandsAnything() && result.suites().get(i).leftOpen());
    if (leftOpen || !result.harnessValid()) {
      return ExitCode.SOFTWARE;
    }
    return result.suites().stream().allMatch(suite -> suite.shortfalls().isEmpty())
        ? ExitCode.OK
        : FELL_SHORT;
  }
}
