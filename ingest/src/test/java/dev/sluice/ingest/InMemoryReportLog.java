package dev.sluice.ingest;

import dev.sluice.ingest.intake.AdmittedReport;
import dev.sluice.ingest.intake.ReportLog;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A log that acknowledges at once, or when it is told to, or not at all. */
public final class InMemoryReportLog implements ReportLog {
  private final List<byte[]> stored = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private boolean holding;
  private int failEvery;
  private Readiness readiness = Readiness.READY;
  private boolean closed;

  @Override
  public void append(List<AdmittedReport> reports, Consumer<BitSet> whenSettled) {
    synchronized (this) {
      if (holding) {
        held.add(() -> whenSettled.accept(store(reports)));
        notifyAll();
        return;
      }
    }
    whenSettled.accept(store(reports));
  }

  private synchronized BitSet store(List<AdmittedReport> reports) {
    BitSet failed = new BitSet();
    for (int position = 0; position < reports.size(); position++) {
      if (failEvery > 0 && position % failEvery == 0) {
        failed.set(position);
      } else {
        stored.add(reports.get(position).bytes());
      }
    }
    return failed;
  }

  /** From now on, nothing is acknowledged before {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  /** Waits until some appends are held. */
  public synchronized void awaitHeld(int appends) throws InterruptedException {
    while (held.size() < appends) {
      wait(10_000);
    }
  }

  /** Settles what is held, on another thread than the one that appended, and holds no more. */
  public void release() throws InterruptedException {
    List<Runnable> settling;
    synchronized (this) {
      holding = false;
      settling = List.copyOf(held);
      held.clear();
    }
    Thread settler = new Thread(() -> settling.forEach(Runnable::run), "test-log");
    settler.start();
    settler.join();
  }

  /** From now on, the first and every n-th report of an append fails. */
  public synchronized void failEvery(int n) {
    failEvery = n;
  }

  public synchronized void becomes(Readiness newReadiness) {
    readiness = newReadiness;
  }

  public synchronized List<byte[]> stored() {
    return List.copyOf(stored);
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized CompletionStage<Readiness> readiness() {
    return CompletableFuture.completedFuture(readiness);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
