package dev.sluice.standalone.chaos.traffic;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Every body that was sent, by id and content, with the best answer it ever got. */
public final class SentReports {
  private final Map<ReportKey, Sent> sent = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bodies = new AtomicLong();

  /** What was sent, and so what must become of it. */
  public enum Kind {
    /** Counted once. */
    COUNTABLE,
    /** Tallied as late, not counted. */
    LATE,
    /** Its id has several contents: not counted, where more than one of them was taken. */
    CONFLICTING,
    /** Never taken by the gateway; where it was put into the topic past it, tallied as invalid. */
    HOSTILE
  }

  /** What the gateway said. */
  public enum Answer {
    /** Nothing, or to come again: it may have been taken all the same. */
    NONE,
    /** It will never take it. */
    REFUSED,
    /** It has it. */
    ACKNOWLEDGED
  }

  /** One body. */
  public record Sent(Kind kind, Answer answer) {
    Sent better(Sent other) {
      return other.answer.compareTo(answer) > 0 ? other : this;
    }
  }

  void sending(ReportKey key, Kind kind) {
    bodies.incrementAndGet();
    sent.merge(key, new Sent(kind, Answer.NONE), Sent::better);
  }

  void answered(ReportKey key, Answer answer) {
    sent.computeIfPresent(key, (same, before) -> before.better(new Sent(before.kind(), answer)));
  }

  /** A report that has turned out to share its id. */
  void conflicts(ReportKey key) {
    sent.computeIfPresent(key, (same, before) -> new Sent(Kind.CONFLICTING, before.answer()));
  }

  void request() {
    requests.incrementAndGet();
  }

  /** Requests to the gateway, retries among them. */
  public long requests() {
    return requests.get();
  }

  /** Bodies sent, repeated ones as often as they were sent. */
  public long bodies() {
    return bodies.get();
  }

  /** All of it, as it is now. */
  public Map<ReportKey, Sent> all() {
    return Map.copyOf(sent);
  }

  /** Distinct reports of a kind with an answer. */
  public long count(Kind kind, Answer answer) {
    return sent.values().stream()
        .filter(each -> each.kind() == kind && each.answer() == answer)
        .count();
  }
}
