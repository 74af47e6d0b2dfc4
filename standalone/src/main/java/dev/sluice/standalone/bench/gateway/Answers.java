package dev.sluice.standalone.bench.gateway;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How many requests were answered with which status; an error of the connection counts as 0. */
final class Answers {
  static final int BROKEN = 0;
  static final int ACCEPTED = 202;
  static final int COME_AGAIN = 429;
  static final int UNAVAILABLE = 503;

  private static final int LIMIT = 600;

  private final AtomicIntegerArray byStatus = new AtomicIntegerArray(LIMIT);

  void count(int status) {
    byStatus.incrementAndGet(status >= 0 && status < LIMIT ? status : BROKEN);
  }

  int with(int status) {
    return byStatus.get(status);
  }

  int all() {
    int all = 0;
    for (int status = 0; status < LIMIT; status++) {
      all += byStatus.get(status);
    }
    return all;
  }
}
