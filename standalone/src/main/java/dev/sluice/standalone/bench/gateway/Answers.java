package dev.sluice.standalone.bench.gateway;

import java.util.Arrays;

/**
 * How many requests were answered with which status; an error of the connection counts as 0.
 * Counted by one thread, and read when it has counted all.
 */
final class Answers {
  static final int BROKEN = 0;
  static final int ACCEPTED = 202;
  static final int COME_AGAIN = 429;
  static final int UNAVAILABLE = 503;

  private static final int LIMIT = 600;

  private final int[] byStatus = new int[LIMIT];

  void count(int status) {
    byStatus[status >= 0 && status < LIMIT ? status : BROKEN]++;
  }

  int with(int status) {
    return byStatus[status];
  }

  int all() {
    return Arrays.stream(byStatus).sum();
  }
}
