package dev.sluice.probe.chat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Renders on a thread of its own and waits for it, but not for ever. What is given up ends by
 * itself at its next step; the step budget ends nearly everything long before.
 */
final class TimedRendering {
  /** Far more than a sound template needs, even while its library is loaded on a busy device. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TimedRendering() {}

  static RenderedChat of(Supplier<RenderedChat> rendering, StepBudget budget) {
    CompletableFuture<RenderedChat> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> result.complete(contained(rendering)), "chat-template");
    thread.setDaemon(true);
    thread.start();
    try {
      return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      budget.cancel();
      thread.interrupt();
      return ChatRenderer.refused("it takes longer than %d s".formatted(PATIENCE.toSeconds()));
    } catch (InterruptedException e) {
      budget.cancel();
      Thread.currentThread().interrupt();
      return ChatRenderer.refused("the run was interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a contained rendering does not fail", e);
    }
  }

  /**
   * The outermost frame of a stranger's program: whatever it brings the library to throw, deep
   * nesting and endless texts included, is the template's fault and no reason to end the run.
   */
  private static RenderedChat contained(Supplier<RenderedChat> rendering) {
    try {
      return rendering.get();
    } catch (StackOverflowError e) {
      return ChatRenderer.refused("it is nested too deeply");
    } catch (OutOfMemoryError e) {
      return ChatRenderer.refused("it needs too much memory");
    } catch (RuntimeException e) {
      return ChatRenderer.refused(String.valueOf(e.getMessage()));
    }
  }
}
