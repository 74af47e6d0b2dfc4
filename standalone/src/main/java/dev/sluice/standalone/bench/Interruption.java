package dev.sluice.standalone.bench;

import dev.sluice.standalone.bench.study.Stage;

/**
 * What is to be done if a signal ends the process in the middle: the other processes end by
 * themselves, for they have lost their parent, but somebody must remove the directory.
 */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption cleaning(Stage stage, BenchDirectory directory) {
    Thread hook =
        new Thread(
            () -> {
              stage.close();
              directory.close();
            },
            "bench-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is at work.
    }
  }
}
