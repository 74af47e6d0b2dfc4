package dev.sluice.standalone.bench.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over a bounded number of connections: either each connection as fast as answers
 * come, or, open-loop, each request at its own time whatever became of those before, until all
 * connections wait.
 *
 * @param port of the gateway on loopback
 * @param path where to
 * @param connections how many at most, each with a thread
 * @param requests how many are sent altogether
 * @param perSecond how many are due each second; 0 for as fast as answers come
 */
record Load(int port, String path, int connections, long requests, double perSecond) {

  /** Blocks until every request has been answered. */
  Answers send(List<byte[]> bodies) throws InterruptedException {
    List<byte[]> wire = bodies.stream().map(body -> Connection.request(path, body)).toList();
    Answers answers = new Answers();
    AtomicLong next = new AtomicLong();
    long start = System.nanoTime();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread sender = new Thread(() -> send(wire, start, next, answers), "load-" + i);
      senders.add(sender);
      sender.start();
    }
    for (Thread sender : senders) {
      sender.join();
    }
    return answers;
  }

  private void send(List<byte[]> wire, long start, AtomicLong next, Answers answers) {
    Connection connection = null;
    try {
      for (long n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
        await(start, n);
        connection = exchange(connection, wire.get((int) (n % wire.size())), answers);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (connection != null) {
        connection.close();
      }
    }
  }

  private @Nullable Connection exchange(
      @Nullable Connection open, byte[] request, Answers answers) {
    Connection connection = open;
    try {
      if (connection == null) {
        connection = new Connection(port);
      }
      answers.count(connection.exchange(request));
      return connection;
    } catch (IOException e) {
      answers.count(Answers.BROKEN);
      if (connection != null) {
        connection.close();
      }
      return null;
    }
  }

  private void await(long start, long n) throws InterruptedException {
    if (perSecond <= 0) {
      return;
    }
    long due = start + (long) (n * 1e9 / perSecond);
    long early = due - System.nanoTime();
    if (early > 0) {
      Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
    }
  }
}
