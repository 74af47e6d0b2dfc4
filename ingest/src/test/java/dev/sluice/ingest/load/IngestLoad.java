package dev.sluice.ingest.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A load of many connections, each with one request under way at a time.
 *
 * <p>At a rate, requests are due on a common timetable whether or not earlier ones are answered: a
 * connection that is late sends at once. Three times what a server is able to take needs a rate of
 * that, and as many connections as it takes to keep it up.
 *
 * @param ingest where the ingest listens, without TLS
 * @param path such as {@code /v1/reports}
 * @param connections threads that send, each on a connection of its own
 * @param perSecond requests a second, or 0 for as many as are answered
 */
public record IngestLoad(InetSocketAddress ingest, String path, int connections, double perSecond) {
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** What is sent, and who hears what became of it; used by all connections at a time. */
  public interface Traffic {
    /** The body of a request, by its number from 0. */
    byte[] body(long number);

    /** A request was answered. */
    void answered(long number, int status);
  }

  public IngestLoad {
    if (connections < 1 || !(perSecond >= 0)) {
      throw new IllegalArgumentException("a load needs a connection, and a rate of at least 0");
    }
  }

  /**
   * Sends a number of requests; returns when each is answered, or its connection is broken.
   *
   * @throws InterruptedException if this thread is told to stop; the connections are then closed
   */
  public LoadAccount send(long requests, Traffic traffic) throws InterruptedException {
    var account = new LoadAccount();
    var next = new AtomicLong();
    long begin = System.nanoTime();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread sender =
          new Thread(() -> sendInTurn(requests, traffic, account, next, begin), "load-" + i);
      sender.setDaemon(true);
      sender.start();
      senders.add(sender);
    }
    try {
      for (Thread sender : senders) {
        sender.join();
      }
      return account;
    } finally {
      next.set(requests);
      senders.forEach(Thread::interrupt);
    }
  }

  private void sendInTurn(
      long requests, Traffic traffic, LoadAccount account, AtomicLong next, long begin) {
    long number = next.getAndIncrement();
    while (number < requests) {
      try (LoadConnection connection = new LoadConnection(ingest, path)) {
        for (; number < requests; number = next.getAndIncrement()) {
          awaitTurn(number, begin);
          int status = connection.post(traffic.body(number));
          account.answered(status);
          traffic.answered(number, status);
        }
      } catch (IOException broken) {
        account.brokenOff();
        number = next.getAndIncrement();
      }
    }
  }

  private void awaitTurn(long number, long begin) {
    if (perSecond == 0) {
      return;
    }
    long due = begin + (long) (number / perSecond * NANOS_PER_SECOND);
    for (long left = due - System.nanoTime();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
