package dev.sluice.probe.agent;

import dev.sluice.probe.cycle.SendDelay;
import dev.sluice.probe.flags.FlagFile;
import dev.sluice.probe.flags.FlagFileException;
import dev.sluice.probe.flags.remote.FlagMemory;
import dev.sluice.probe.flags.remote.FlagSource;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.schedule.Backoff;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * When to ask for flags, to send, and to get a token ahead, so that no server is pressed, and none
 * sees who fetched a token send at the same moment.
 */
final class Exchange {
  private static final Duration REFRESH = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), LONGEST);

  private final AgentPorts ports;
  private final FlagMemory memory;
  private Instant nextAsk = Instant.EPOCH;
  private Instant nextSend = Instant.EPOCH;
  private Instant nextFetch = Instant.EPOCH;
  private int failedAsks;
  private int failedSends;
  private int failedFetches;
  private Optional<String> tokenTrouble = Optional.empty();
  private String news = "not asked yet";

  Exchange(AgentPorts ports, DurableFiles files) {
    this.ports = ports;
    this.memory = new FlagMemory(files);
  }

  /**
   * How it stands, for a person.
   *
   * @param networkIsUsed whether anything is asked for, sent or fetched now
   */
  ExchangeNews news(boolean networkIsUsed) throws IOException {
    return new ExchangeNews(
        news,
        ports
            .tokens()
            .standing()
            .map(
                standing ->
                    TokenOutlook.of(standing, networkIsUsed, until(nextFetch), tokenTrouble)));
  }

  /** Asks for the flag file if it is time. */
  void refreshFlags() throws IOException {
    if (!isDue(nextAsk)) {
      return;
    }
    FlagSource.Answer answer = ports.flags().ask(memory.read().flatMap(FlagMemory.Kept::tag));
    if (answer instanceof FlagSource.Answer.Changed changed) {
      take(changed);
    } else if (answer instanceof FlagSource.Answer.Unchanged) {
      memory.confirm(today());
      asked("unchanged");
    } else if (answer instanceof FlagSource.Answer.Unavailable unavailable) {
      failed(unavailable.reason(), unavailable.retryAfter());
    }
  }

  private void take(FlagSource.Answer.Changed changed) throws IOException {
    try {
      FlagMemory.Kept kept =
          memory.keep(changed.text().getBytes(StandardCharsets.UTF_8), changed.tag(), today());
      List<String> faults = kept.file().faults();
      asked(faults.isEmpty() ? "new" : "new; " + String.join("; ", faults));
    } catch (FlagFileException e) {
      failed("the server's file is not followed: " + e.getMessage(), Optional.empty());
    }
  }

  private void asked(String what) {
    news = what;
    failedAsks = 0;
    nextAsk = now().plus(Backoff.spread(REFRESH, ports.jitter().getAsDouble()));
  }

  private void failed(String reason, Optional<Duration> retryAfter) {
    news = reason;
    failedAsks++;
    nextAsk = now().plus(BACKOFF.pause(failedAsks, retryAfter, ports.jitter().getAsDouble()));
  }

  /**
   * The flags to follow: the last good ones, also without a network.
   *
   * @param oldest day on which a server must have had them still
   */
  Optional<FlagFile> flags(LocalDate oldest) throws IOException {
    return memory.read().filter(kept -> !kept.day().isBefore(oldest)).map(FlagMemory.Kept::file);
  }

  /** Whether one of the reports is due, and the server not to be left alone. */
  boolean isSendingDue(List<LedgerRecord.Released> waiting, SendDelay delay) {
    return isDue(nextSend) && waiting.stream().anyMatch(r -> delay.isOver(r.sendAfter()));
  }

  /** Takes note of what came of sending. */
  void sent(List<Delivery> deliveries) {
    Optional<Delivery.Deferred> deferred =
        deliveries.stream()
            .filter(Delivery.Deferred.class::isInstance)
            .map(Delivery.Deferred.class::cast)
            .findFirst();
    putOffFetching();
    failedSends = deferred.isPresent() ? failedSends + 1 : 0;
    nextSend =
        deferred.isPresent()
            ? now()
                .plus(
                    BACKOFF.pause(
                        failedSends, deferred.get().retryAfter(), ports.jitter().getAsDouble()))
            : Instant.EPOCH;
  }

  /** Whether there is room for another token, and its moment has come. */
  boolean isFetchingDue() throws IOException {
    return isDue(nextFetch) && ports.tokens().isShort(); // the second reads a file
  }

  /** Gets a token ahead; in a look that sends nothing. The next one at a random moment. */
  void fetchToken() {
    Optional<Delivery.Deferred> failure = ports.tokens().fetchOne();
    failedFetches = failure.isPresent() ? failedFetches + 1 : 0;
    tokenTrouble = failure.map(Delivery.Deferred::reason);
    nextFetch =
        failure
            .map(
                why -> BACKOFF.pause(failedFetches, why.retryAfter(), ports.jitter().getAsDouble()))
            .map(now()::plus)
            .orElseGet(this::withinAnHour);
  }

  /** A report has just left: the next token is got at a random moment. */
  void putOffFetching() {
    nextFetch = withinAnHour();
  }

  private Instant withinAnHour() {
    return now().plusMillis((long) (REFRESH.toMillis() * ports.jitter().getAsDouble()));
  }

  /** How long there is nothing to ask, to send or to fetch. */
  Duration untilNext(List<LedgerRecord.Released> waiting, SendDelay delay) throws IOException {
    Duration least = until(nextAsk);
    if (until(nextFetch).compareTo(least) < 0 && ports.tokens().isShort()) {
      least = until(nextFetch);
    }
    for (LedgerRecord.Released report : waiting) {
      Duration due = delay.isOver(report.sendAfter()) ? Duration.ZERO : until(report.sendAfter());
      Duration send = due.compareTo(until(nextSend)) > 0 ? due : until(nextSend);
      least = send.compareTo(least) < 0 ? send : least;
    }
    return least.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : least;
  }

  /** A moment farther away than any pause was set before the clock was turned back. */
  private boolean isDue(Instant moment) {
    Instant now = now();
    return !moment.isAfter(now) || moment.isAfter(now.plus(LONGEST.multipliedBy(2)));
  }

  private Duration until(Instant moment) {
    return isDue(moment) ? Duration.ZERO : Duration.between(now(), moment);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(now(), ZoneOffset.UTC);
  }

  private Instant now() {
    return ports.clock().instant();
  }
}
