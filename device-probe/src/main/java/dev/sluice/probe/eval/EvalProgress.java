package dev.sluice.probe.eval;

import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on standard error how far a run is: a bar on a terminal, a line per suite elsewhere. */
final class EvalProgress implements AutoCloseable {
  private static final int BAR_COLUMNS = 78;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintWriter plain;
  private final @Nullable ProgressBar bar;

  private EvalProgress(PrintWriter plain, @Nullable ProgressBar bar) {
    this.plain = plain;
    this.bar = bar;
  }

  static EvalProgress on(PrintWriter standardError, List<SuitePlan> plans) {
    return new EvalProgress(standardError, isTerminal() ? newBar(plans) : null);
  }

  RunListener listener() {
    return new RunListener() {
      @Override
      public void suiteStarted(SuitePlan plan) {
        if (bar != null) {
          bar.setExtraMessage(plan.suite().id());
        }
      }

      @Override
      public void questionFinished(SuitePlan plan, ItemOutcome outcome) {
        if (bar != null) {
          bar.step();
        }
      }

      @Override
      public void suiteFinished(SuiteResult result) {
        if (bar == null) {
          say("%s: %d of %d passed".formatted(result.suiteId(), result.passed(), result.scored()));
        }
      }

      @Override
      public void engineRestarting(String reason) {
        say("starting the engine again: " + reason);
      }
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private void say(String line) {
    plain.println(line);
    plain.flush();
  }

  private static ProgressBar newBar(List<SuitePlan> plans) {
    return new ProgressBarBuilder()
        .setTaskName("eval")
        .setInitialMax(plans.stream().mapToLong(SuitePlan::questions).sum())
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_COLUMNS))
        .build();
  }

  /** Java can only tell about standard output, so elsewhere than on Linux there is no bar. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException notLinux) {
      return false;
    }
  }
}
