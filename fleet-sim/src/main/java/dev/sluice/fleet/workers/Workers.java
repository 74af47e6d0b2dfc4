package dev.sluice.fleet.workers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that work through a fleet chunk by chunk. The chunks are the same
 * whatever the number of threads, and their results come back in order.
 */
public final class Workers implements AutoCloseable {
  private static final int CHUNK = 8192;

  private final ExecutorService threads;

  /** Workers on daemon threads, at least one. */
  public Workers(int threads) {
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "fleet");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Work on some consecutive devices.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  public interface ChunkTask<T> {
    /** Works on devices {@code from}, inclusive, to {@code to}, exclusive. */
    T run(int from, int to) throws InterruptedException;
  }

  /**
   * Runs a task over all devices and waits for it; when a chunk fails, the rest is given up.
   *
   * @return the results by ascending device number
   * @throws InterruptedException if this thread or a worker was interrupted
   */
  public <T> List<T> overChunks(int devices, ChunkTask<T> task) throws InterruptedException {
    List<Callable<T>> chunks = new ArrayList<>();
    for (int from = 0; from < devices; from += CHUNK) {
      int first = from;
      int last = Math.min(devices, from + CHUNK);
      chunks.add(() -> task.run(first, last));
    }
    List<Future<T>> futures = chunks.stream().map(threads::submit).toList();
    try {
      List<T> results = new ArrayList<>(futures.size());
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      futures.forEach(future -> future.cancel(true));
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("a worker failed", cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
