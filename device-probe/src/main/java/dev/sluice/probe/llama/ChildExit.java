package dev.sluice.probe.llama;

import java.util.Map;

/**
 * Puts the way in which a child ended into words.
 *
 * @param code as {@link Process#exitValue()} gives it: 128 and the number of the signal, if any
 */
record ChildExit(int code) {
  private static final int SIGNAL_BASE = 128;
  private static final int SIGKILL = 9;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL",
          6, "SIGABRT",
          7, "SIGBUS",
          8, "SIGFPE",
          9, "SIGKILL",
          11, "SIGSEGV",
          15, "SIGTERM");

  boolean wasKilled() {
    return code == SIGNAL_BASE + SIGKILL;
  }

  String describe() {
    String signal = SIGNALS.get(code - SIGNAL_BASE);
    return signal == null
        ? "the engine's process ended with code %d before it had answered".formatted(code)
        : "the engine's process died of %s before it had answered".formatted(signal);
  }
}
