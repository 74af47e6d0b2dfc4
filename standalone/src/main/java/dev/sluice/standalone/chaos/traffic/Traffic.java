package dev.sluice.standalone.chaos.traffic;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Several senders at a steady pace, until it is stopped. */
public final class Traffic implements AutoCloseable {
  private static final int SENDERS = 2;
  private static final int WARM_UP = 200;
  private static final long JOIN_MILLIS = 60_000;

  private final SentReports sent = new SentReports();
  private final PastTheGateway topic;
  private final List<Sender> senders = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final int reportsPerSecond;
  private volatile boolean stopped;

  /**
   * Traffic that has not begun.
   *
   * @param today the newest day that is reported
   * @param reportsPerSecond of all senders together, as long as somebody answers
   */
  public Traffic(
      URI gateway, String bootstrapServers, LocalDate today, long seed, int reportsPerSecond) {
    this.reportsPerSecond = reportsPerSecond;
    this.topic = new PastTheGateway(bootstrapServers, sent);
    for (int i = 0; i < SENDERS; i++) {
      Random random = new Random(seed * SENDERS + i);
      senders.add(
          new Sender(
              random, new ReportMaker(random, today), new GatewayClient(gateway), topic, sent));
    }
  }

  /** Sends reports of today only: when they are counted, the days before are as they will be. */
  public void warmUp() throws InterruptedException {
    for (Sender sender : senders) {
      sender.warmUp(WARM_UP);
    }
  }

  /** Begins. */
  public void start() {
    for (Sender sender : senders) {
      Thread thread = new Thread(() -> send(sender), "traffic");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void send(Sender sender) {
    double nanosPerReport = 1e9 * SENDERS / reportsPerSecond;
    try {
      while (!stopped) {
        long began = System.nanoTime();
        int bodies = sender.step();
        long rest = (long) (bodies * nanosPerReport) - (System.nanoTime() - began);
        if (rest > 0) {
          Thread.sleep(rest / 1_000_000, (int) (rest % 1_000_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was sent and answered so far. */
  public SentReports sent() {
    return sent;
  }

  /** Ends it; returns when the last answer has come or was given up. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    topic.close();
  }
}
