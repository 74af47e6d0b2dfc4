package dev.sluice.standalone.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on standard error how far the bench is: a bar on a terminal, a line a step elsewhere. */
final class BenchProgress implements AutoCloseable {
  private static final int BAR_COLUMNS = 100;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintWriter plain;
  private final @Nullable ProgressBar bar;
  private final int steps;
  private int done;

  BenchProgress(PrintWriter standardError, int steps) {
    this.plain = standardError;
    this.steps = steps;
    this.bar = isTerminal() ? newBar(steps) : null;
  }

  void step(String what) {
    done++;
    if (bar == null) {
      plain.println("bench: %d of %d: %s".formatted(done, steps, what));
      plain.flush();
    } else {
      bar.setExtraMessage(" " + what);
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private static ProgressBar newBar(int steps) {
    return new ProgressBarBuilder()
        .setTaskName("bench")
        .setInitialMax(steps)
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
