package dev.sluice.standalone.bench.gateway;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;

/** Which request is next, and when. Belongs to one thread. */
final class Agenda {
  private final List<ByteBuf> wire;
  private final long requests;
  private final double perSecond;
  private final long startNanos;
  private long next;

  /**
   * An agenda that goes round.
   *
   * @param wire the requests, sent again when all were sent
   * @param requests how many altogether
   * @param perSecond how many each second from the start; 0 for all at once
   * @param startNanos on the clock of {@link System#nanoTime}
   */
  Agenda(List<ByteBuf> wire, long requests, double perSecond, long startNanos) {
    this.wire = wire;
    this.requests = requests;
    this.perSecond = perSecond;
    this.startNanos = startNanos;
  }

  /** The next request, or nothing after the last. */
  Optional<Entry> next() {
    if (next == requests) {
      return Optional.empty();
    }
    long n = next++;
    long due = perSecond > 0 ? startNanos + (long) (n * 1e9 / perSecond) : startNanos;
    return Optional.of(new Entry(wire.get((int) (n % wire.size())), due));
  }

  /**
   * One request.
   *
   * @param wire to be sent as it is; the sender sends a duplicate
   * @param dueNanos not before this time
   */
  record Entry(ByteBuf wire, long dueNanos) {}
}
