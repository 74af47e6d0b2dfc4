package dev.sluice.ingest;

import dev.sluice.ingest.intake.AdmittedReport;
import dev.sluice.ingest.intake.ReportLog;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A log with a capacity: it settles one append after the other, so many a second, from a time on.
 */
final class PacedReportLog implements ReportLog {
  private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<byte[]> stored = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger mostWaiting = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Thread settler = new Thread(this::settleAll, "paced-log");

  PacedReportLog() {
    settler.setDaemon(true);
    settler.start();
  }

  private void settleAll() {
    try {
      begun.await();
      while (true) {
        queue.take().run();
        TimeUnit.MICROSECONDS.sleep(200);
      }
    } catch (InterruptedException closed) {
      // It is.
    }
  }

  @Override
  public void append(List<AdmittedReport> reports, Consumer<BitSet> whenSettled) {
    mostWaiting.accumulateAndGet(waiting.addAndGet(reports.size()), Math::max);
    queue.add(
        () -> {
          reports.forEach(report -> stored.add(report.bytes()));
          waiting.addAndGet(-reports.size());
          whenSettled.accept(new BitSet(0));
        });
  }

  /** Begins to settle. */
  void begin() {
    begun.countDown();
  }

  int mostWaiting() {
    return mostWaiting.get();
  }

  List<byte[]> stored() {
    return List.copyOf(stored);
  }

  @Override
  public CompletionStage<Readiness> readiness() {
    return CompletableFuture.completedFuture(Readiness.READY);
  }

  @Override
  public void close() {
    settler.interrupt();
  }
}
