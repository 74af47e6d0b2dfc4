package dev.sluice.probe.llama;

import dev.sluice.probe.engine.TokenCounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the library's log, the only place that tells why a model was refused and how many tokens an
 * answer took. Fed by the thread that drains the child's standard error, read by the session's.
 *
 * <p>The library numbers its tasks in a way of its own, but launches exactly one per request; the
 * n-th launch is the n-th request. The log is written by a thread of its own, so the figures of an
 * answer may arrive a moment after the answer.
 */
final class NativeLog {
  private static final int KEPT_LINES = 200;
  private static final int MAX_LINE_CHARACTERS = 500;

  private static final Pattern BUILD = Pattern.compile("build: (\\d{1,9}) \\(.*");
  private static final Pattern LAUNCH =
      Pattern.compile("slot launch_slot_:.* task (\\d{1,18}) \\| processing task.*");
  private static final Pattern TIMING_OF_TASK =
      Pattern.compile("slot print_timing:.* task (\\d{1,18}) \\|.*");
  private static final Pattern TIMING =
      Pattern.compile(
          "\\s*(?<kind>prompt eval|eval) time =\\s*(?<millis>\\d{1,12}(\\.\\d{1,6})?) ms /"
              + "\\s*(?<tokens>\\d{1,9}) tokens.*");

  private final Deque<String> lines = new ArrayDeque<>();
  private final Map<String, Integer> launchOfTask = new HashMap<>();
  private final Map<Integer, TokenCounts> countsOfLaunch = new HashMap<>();
  private @Nullable String build;
  private int readers;
  private int launches;
  private int timedLaunch;
  private int promptTokens;
  private Duration promptTime = Duration.ZERO;

  synchronized void add(String rawLine) {
    String line =
        rawLine.length() <= MAX_LINE_CHARACTERS
            ? rawLine
            : rawLine.substring(0, MAX_LINE_CHARACTERS);
    lines.addLast(line);
    if (lines.size() > KEPT_LINES) {
      lines.removeFirst();
    }
    interpret(line);
    notifyAll();
  }

  /** The library's build number, once it has said so. */
  synchronized Optional<String> build() {
    return Optional.ofNullable(build);
  }

  /** The lines from the last ones, newest first. */
  synchronized String[] newestFirst() {
    String[] newest = new String[lines.size()];
    int i = 0;
    for (var from = lines.descendingIterator(); from.hasNext(); i++) {
      newest[i] = from.next();
    }
    return newest;
  }

  /** Waits, but not for long, until a line contains {@code text}. */
  synchronized void awaitLine(String text, Duration patience) throws InterruptedException {
    await(() -> lines.stream().anyMatch(line -> line.contains(text)), patience);
  }

  /**
   * The token counts of an answer, given once.
   *
   * @param launch number of the launch within the child, from 1
   * @param patience how long to wait for the log to catch up with the answer
   */
  synchronized Optional<TokenCounts> takeCounts(int launch, Duration patience)
      throws InterruptedException {
    await(() -> countsOfLaunch.containsKey(launch), patience);
    TokenCounts counts = countsOfLaunch.get(launch);
    countsOfLaunch.keySet().removeIf(earlier -> earlier <= launch);
    return Optional.ofNullable(counts);
  }

  /**
   * The token counts of all answers that were not taken, by number of the launch.
   *
   * @param last the launch to wait for
   * @param patience how long to wait for it
   */
  synchronized Map<Integer, TokenCounts> counts(int last, Duration patience)
      throws InterruptedException {
    await(() -> countsOfLaunch.containsKey(last), patience);
    return Map.copyOf(countsOfLaunch);
  }

  /** Waits until somebody waits for lines that are not here yet, but not longer than a while. */
  synchronized void awaitReader(Duration atMost) throws InterruptedException {
    awaitChange(() -> readers > 0, atMost);
  }

  private synchronized void await(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    readers++;
    notifyAll();
    try {
      awaitChange(condition, patience);
    } finally {
      readers--;
    }
  }

  private synchronized void awaitChange(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long leftMillis = patience.toMillis();
    while (!condition.getAsBoolean() && leftMillis > 0) {
      wait(leftMillis);
      leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
  }

  private void interpret(String line) {
    // Most lines are none of these, and a pattern takes longer to say so than a comparison.
    if (line.startsWith("slot launch_slot_")) {
      matching(LAUNCH, line)
          .ifPresent(
              launch -> {
                launchOfTask.clear();
                launchOfTask.put(launch.group(1), ++launches);
              });
    } else if (line.startsWith("slot print_timing")) {
      matching(TIMING_OF_TASK, line)
          .ifPresent(of -> timedLaunch = launchOfTask.getOrDefault(of.group(1), 0));
    } else if (timedLaunch > 0 && line.contains("eval time =")) {
      matching(TIMING, line).ifPresent(this::addTiming);
    } else if (line.startsWith("build: ")) {
      matching(BUILD, line).ifPresent(found -> build = found.group(1));
    }
  }

  private static Optional<Matcher> matching(Pattern pattern, String line) {
    return Optional.of(pattern.matcher(line)).filter(Matcher::matches);
  }

  private void addTiming(Matcher timing) {
    int tokens = Integer.parseInt(timing.group("tokens"));
    Duration time = Duration.ofNanos((long) (Double.parseDouble(timing.group("millis")) * 1e6));
    if (timing.group("kind").equals("prompt eval")) {
      promptTokens = tokens;
      promptTime = time;
      return;
    }
    countsOfLaunch.put(timedLaunch, new TokenCounts(promptTokens, promptTime, tokens, time));
    timedLaunch = 0;
  }
}
