package dev.sluice.probe.llama;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Ends a child that takes more memory than it may, before the system starts to end others. It looks
 * at the kernel's own maximum where there is one, so that a short peak between two looks counts; a
 * child that stands still is ended too.
 */
final class MemoryGuard {
  private static final long INTERVAL_MILLIS = 50;
  private static final double MIB = 1 << 20;

  private final Process process;
  private final long limitBytes;
  private volatile long seenBytes;

  private MemoryGuard(Process process, long limitBytes) {
    this.process = process;
    this.limitBytes = limitBytes;
  }

  /** Watches until the child has ended; without a limit there is nothing to watch. */
  static Optional<MemoryGuard> over(Process process, OptionalLong limitBytes) {
    if (limitBytes.isEmpty()) {
      return Optional.empty();
    }
    MemoryGuard guard = new MemoryGuard(process, limitBytes.getAsLong());
    Thread thread = new Thread(guard::watch, "llama-child-memory");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(guard);
  }

  /** Why the child was ended by this guard, in one line; empty if it was not. */
  Optional<String> verdict() {
    return seenBytes == 0
        ? Optional.empty()
        : Optional.of(
            "the engine's process was ended: it took %.0f MiB of memory, and may take %.0f MiB"
                .formatted(seenBytes / MIB, limitBytes / MIB));
  }

  private void watch() {
    while (process.isAlive()) {
      OptionalLong resident = resident();
      if (resident.isPresent() && resident.getAsLong() > limitBytes) {
        // First the reason, then the deed: who sees the child end must find out why.
        seenBytes = resident.getAsLong();
        process.destroyForcibly();
        return;
      }
      if (!pause()) {
        return;
      }
    }
  }

  private OptionalLong resident() {
    OptionalLong kernel = ResidentMemory.kernelPeakBytes(process.pid());
    return kernel.isPresent() || !process.isAlive()
        ? kernel
        : ResidentMemory.sampleBytes(process.pid());
  }

  private static boolean pause() {
    try {
      Thread.sleep(INTERVAL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
