package dev.sluice.ingest.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the requests of a load. Filled by many threads, read at the end. */
public final class LoadAccount {
  private static final int ACCEPTED = 202;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;

  private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
  private final LongAdder unanswered = new LongAdder();

  void answered(int status) {
    byStatus.computeIfAbsent(status, first -> new LongAdder()).increment();
  }

  void brokenOff() {
    unanswered.increment();
  }

  /** Requests whose reports were acknowledged. */
  public long acknowledged() {
    return count(ACCEPTED);
  }

  /** Requests that were told to come again, by 429 or 503. */
  public long toldToComeAgain() {
    return count(TOO_MANY_REQUESTS) + count(UNAVAILABLE);
  }

  /** Requests whose connection broke before the answer; an overloaded ingest has none of them. */
  public long unanswered() {
    return unanswered.sum();
  }

  /** All requests, whatever became of them. */
  public long sent() {
    return byStatus.values().stream().mapToLong(LongAdder::sum).sum() + unanswered.sum();
  }

  /** How many answers had each status. */
  public Map<Integer, Long> byStatus() {
    Map<Integer, Long> counts = new TreeMap<>();
    byStatus.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  private long count(int status) {
    LongAdder count = byStatus.get(status);
    return count == null ? 0 : count.sum();
  }
}
