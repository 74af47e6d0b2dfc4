package dev.sluice.standalone.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells people on standard error what is going on, with the time since the start. */
final class Narrator {
  private static final Duration WAITING_INTERVAL = Duration.ofSeconds(5);
  private static final int WIDEST = 200;

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private final long start;
  private long lastLine;

  Narrator(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.lastLine = start;
  }

  /** One line, cut where nobody would read on. */
  void say(String format, Object... arguments) {
    String line = String.format(Locale.ROOT, format, arguments);
    long now = nanoTime.getAsLong();
    lastLine = now;
    out.printf(
        Locale.ROOT,
        "%6.1f s  %s%n",
        (now - start) / 1e9,
        line.length() <= WIDEST ? line : line.substring(0, WIDEST) + "...");
    out.flush();
  }

  /** A line only if nothing has been said for a while. */
  void waiting(String format, Object... arguments) {
    if (nanoTime.getAsLong() - lastLine > WAITING_INTERVAL.toNanos()) {
      say("  waiting: " + format, arguments);
    }
  }
}
