package dev.sluice.gate.kafka;

import dev.sluice.gate.decision.StageJudge;
import dev.sluice.gate.desk.GateActivity;
import dev.sluice.gate.desk.RolloutDesk;
import dev.sluice.gate.evidence.CellReader;
import dev.sluice.gate.evidence.Evidence;
import dev.sluice.gate.evidence.LeftOut;
import dev.sluice.gate.policy.Policy;
import dev.sluice.gate.rollout.DecisionKind;
import dev.sluice.gate.rollout.Rollout;
import dev.sluice.gate.rollout.RolloutBook;
import dev.sluice.gate.rollout.RolloutMachine;
import dev.sluice.gate.rollout.Submission;
import dev.sluice.privacy.registry.Registries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes rollouts: takes aggregates in, looks, and puts every change on record
 * before anybody can see it.
 *
 * <p>A look waits until the topic is read to its end, so that it does not judge half of what
 * arrived together, but not for longer than ten look intervals: a steady stream must not keep it
 * from looking. Looking often costs no error: the confidence sequences hold at all looks at once.
 *
 * <p>Topics that cannot be reached are tried again for ever. A bug ends the thread: what is on
 * record is still told, {@link #looking} is false, and whoever watches over the process restarts
 * it.
 */
public final class GateLoop implements RolloutDesk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GateLoop.class);
  private static final Duration MOST_POLL = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int MOST_WAITING = 16;
  private static final int LONGEST_WAIT_FOR_END = 10;

  /** Several times what brokers that do not answer can hold up one decision. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

  private final TopicReader aggregates;
  private final EvidenceStore store;
  private final DecisionLog decisions;
  private final RolloutMachine machine;
  private final LookClock lookClock;
  private final InstantSource clock;
  private final TurnWatch watch;
  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread = new Thread(this::run, "gate-loop");

  private volatile RolloutBook book;

  /** Written by the loop's thread alone. */
  private volatile GateActivity activity;

  private volatile boolean ready;
  private volatile boolean stopping;

  private record Request(Policy policy, CompletableFuture<Submission> answer) {}

  private GateLoop(
      TopicReader aggregates,
      EvidenceStore store,
      DecisionLog decisions,
      RolloutBook book,
      RolloutMachine machine,
      Duration lookInterval,
      InstantSource clock) {
    this.aggregates = aggregates;
    this.store = store;
    this.decisions = decisions;
    this.book = book;
    this.machine = machine;
    this.lookClock = new LookClock(lookInterval, lookInterval.multipliedBy(LONGEST_WAIT_FOR_END));
    this.clock = clock;
    this.watch = new TurnWatch(LONGEST_TURN, clock.instant());
    this.activity = GateActivity.none(clock.instant());
  }

  /**
   * Reads the decisions to their end and begins to read aggregates.
   *
   * @param topics where both are
   * @param registries the one that policies are judged by, and others whose reports count
   * @param lookInterval least time between two looks
   * @param clock says when to look, and on which day a rollout starts whose policy does not
   * @throws IOException if the brokers cannot be reached or lack a topic
   * @throws UnreadableDecisionException if the past cannot be understood
   */
  public static GateLoop start(
      GateTopics topics, Registries registries, Duration lookInterval, InstantSource clock)
      throws IOException {
    try {
      return read(topics, registries, lookInterval, clock);
    } catch (KafkaException e) {
      // Whoever starts a gate need not know what it keeps its records in.
      throw new IOException(e.getMessage(), e);
    }
  }

  private static GateLoop read(
      GateTopics topics, Registries registries, Duration lookInterval, InstantSource clock) {
    RolloutBook past = DecisionLog.replay(topics, registries.present());
    TopicReader aggregates = new TopicReader(topics, topics.aggregates());
    GateLoop loop =
        new GateLoop(
            aggregates,
            new EvidenceStore(new CellReader(registries)),
            new DecisionLog(topics),
            past,
            new RolloutMachine(new StageJudge(registries)),
            lookInterval,
            clock);
    // Evidence may have come while no gate was there to look.
    loop.lookClock.changed(clock.instant());
    loop.thread.setUncaughtExceptionHandler(
        (thread, bug) -> LOG.error("the gate has stopped looking", bug));
    loop.thread.start();
    return loop;
  }

  @Override
  public RolloutBook book() {
    return book;
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public boolean looking() {
    return thread.isAlive() && watch.turns(clock.instant());
  }

  @Override
  public GateActivity activity() {
    return activity;
  }

  @Override
  public CompletionStage<Submission> submit(Policy policy) {
    CompletableFuture<Submission> answer = new CompletableFuture<>();
    if (stopping || !requests.offer(new Request(policy, answer))) {
      answer.completeExceptionally(new RejectedExecutionException("too many are waiting"));
    }
    return answer;
  }

  private void run() {
    try {
      while (!stopping) {
        turned();
        turnOrPause();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      ready = false;
      stopping = true;
      refuseWaiting();
    }
  }

  private void turned() {
    Instant now = clock.instant();
    watch.turned(now);
    activity = activity.turned(now);
  }

  private void turnOrPause() throws InterruptedException {
    try {
      turn();
    } catch (InterruptException stop) {
      throw new InterruptedException();
    } catch (KafkaException e) {
      ready = false;
      activity = activity.lagging(OptionalLong.empty());
      LOG.warn("no access to the topics, trying again: {}", e.toString());
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    }
  }

  private void refuseWaiting() {
    for (Request request = requests.poll(); request != null; request = requests.poll()) {
      request.answer().completeExceptionally(new RejectedExecutionException("the gate stops"));
    }
  }

  private void turn() throws InterruptedException {
    read();
    boolean caughtUp = aggregates.caughtUp();
    if (!ready && caughtUp) {
      ready = true;
      LOG.info("ready: {} rollouts, {} cells", book.all().size(), store.cells().size());
    }
    if (!ready) {
      return;
    }
    answer();
    if (lookClock.due(clock.instant(), caughtUp)) {
      lookAndCount();
    }
  }

  private void read() {
    ConsumerRecords<String, byte[]> records = aggregates.poll(MOST_POLL);
    for (ConsumerRecord<String, byte[]> record : records) {
      store.accept(record.key(), record.value());
    }
    if (!records.isEmpty()) {
      lookClock.changed(clock.instant());
      account(store.leftOut());
    }
    activity = activity.lagging(aggregates.lag());
  }

  private void account(Map<LeftOut, Long> leftOut) {
    if (!leftOut.equals(activity.leftOut())) {
      LOG.warn("cells that are left out, by reason: {}", leftOut);
    }
    activity = activity.holding(store.cells().size(), leftOut);
  }

  private void answer() throws InterruptedException {
    Request request;
    while ((request = requests.poll()) != null) {
      Optional<Submission> objection = book.objectionTo(request.policy());
      if (objection.isPresent()) {
        request.answer().complete(objection.get());
        continue;
      }
      try {
        request.answer().complete(new Submission.Started(begin(request.policy())));
      } catch (KafkaException e) {
        request.answer().completeExceptionally(e);
        throw e;
      }
    }
  }

  private Rollout begin(Policy policy) throws InterruptedException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Rollout rollout = machine.start(policy, policy.startDay().orElse(today));
    record(rollout, DecisionKind.STARTED);
    lookClock.changed(clock.instant());
    return rollout;
  }

  private void lookAndCount() throws InterruptedException {
    try {
      look();
    } catch (RuntimeException e) {
      activity = activity.lookFailed();
      throw e;
    }
    lookClock.looked(clock.instant());
    activity = activity.looked(clock.instant());
  }

  private void look() throws InterruptedException {
    for (Rollout rollout : book.all()) {
      if (!rollout.running()) {
        continue;
      }
      Rollout next =
          machine.look(
              rollout,
              Evidence.of(
                  rollout.policy(), rollout.startDay(), store.cells(), store.leftOutCells()));
      if (next.sequence() != rollout.sequence()) {
        record(next, DecisionKind.of(rollout, next));
      }
      if (next.stageIndex() != rollout.stageIndex() || next.state() != rollout.state()) {
        LOG.info("rollout {}: {} at {} %", next.id(), next.state(), next.candidatePercent());
      }
    }
  }

  private void record(Rollout rollout, DecisionKind kind) throws InterruptedException {
    decisions.append(rollout);
    book = book.with(rollout);
    activity = activity.decided(kind);
    turned();
  }

  /** Stops after the present turn. Nothing is lost: all that counts is on record. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(STOP_TIMEOUT.toMillis());
      thread.interrupt();
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    decisions.close();
    aggregates.close();
  }
}
