package dev.sluice.standalone.chaos.traffic;

import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.standalone.chaos.traffic.SentReports.Answer;
import dev.sluice.standalone.chaos.traffic.SentReports.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * One stream of requests: batches and single reports, some of them twice, out of order, again after
 * a while, late, conflicting or hostile. What gets no answer is sent again, as a device would.
 */
final class Sender {
  private static final int ATTEMPTS = 4;
  private static final long PAUSE_MILLIS = 400;
  private static final int REMEMBERED = 500;
  private static final int LARGEST_BATCH = 50;

  @SuppressWarnings("ArrayRecordComponent") // compared by key alone
  private record Body(ReportKey key, byte[] bytes) {}

  private final Random random;
  private final ReportMaker maker;
  private final GatewayClient gateway;
  private final PastTheGateway topic;
  private final SentReports sent;
  private final Deque<Body> earlier = new ArrayDeque<>();

  Sender(
      Random random,
      ReportMaker maker,
      GatewayClient gateway,
      PastTheGateway topic,
      SentReports sent) {
    this.random = random;
    this.maker = maker;
    this.gateway = gateway;
    this.topic = topic;
    this.sent = sent;
  }

  /** One request with fresh reports of today. */
  void warmUp(int count) throws InterruptedException {
    List<Body> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(body(maker.freshOfToday(), Kind.COUNTABLE));
    }
    deliver(batch);
  }

  /** One request of any sort; returns how many bodies it had. */
  int step() throws InterruptedException {
    int lot = random.nextInt(100);
    if (lot < 4) {
      sendOne(maker.hostile());
      return 1;
    }
    if (lot < 5) {
      sendOne(maker.oversized());
      return 1;
    }
    if (lot < 8) {
      topic.put(maker.hostile());
      return 1;
    }
    List<Body> batch = batch(lot < 30 ? 1 : 1 + random.nextInt(LARGEST_BATCH));
    deliver(batch);
    return batch.size();
  }

  private List<Body> batch(int count) {
    List<Body> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int lot = random.nextInt(200);
      if (lot < 4) {
        batch.add(body(maker.late(), Kind.LATE));
      } else if (lot < 6) {
        addConflicting(batch);
      } else {
        batch.add(body(maker.fresh(), Kind.COUNTABLE));
      }
    }
    if (random.nextInt(3) == 0) {
      batch.add(batch.get(random.nextInt(batch.size()))); // twice in one request
    }
    if (random.nextInt(3) == 0 && !earlier.isEmpty()) {
      batch.addAll(earlier.stream().skip(random.nextInt(earlier.size())).limit(5).toList());
    }
    Collections.shuffle(batch, random);
    return batch;
  }

  private void addConflicting(List<Body> batch) {
    Report first = maker.fresh();
    batch.add(body(first, Kind.CONFLICTING));
    batch.add(body(maker.conflicting(first), Kind.CONFLICTING));
  }

  private Body body(Report report, Kind kind) {
    byte[] bytes = ReportFormat.encode(report);
    Body body = new Body(ReportKey.of(report, bytes), bytes);
    sent.sending(body.key(), kind);
    return body;
  }

  private void sendOne(byte[] hostile) throws InterruptedException {
    ReportKey key = ReportKey.of(hostile);
    sent.sending(key, Kind.HOSTILE);
    sent.request();
    sent.answered(key, gateway.one(hostile));
  }

  private void deliver(List<Body> bodies) throws InterruptedException {
    List<Body> left = bodies;
    for (int attempt = 1; !left.isEmpty() && attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) {
        Thread.sleep(PAUSE_MILLIS);
      }
      left = attempt(left);
    }
    bodies.forEach(this::remember);
  }

  private List<Body> attempt(List<Body> bodies) throws InterruptedException {
    sent.request();
    List<byte[]> bytes = bodies.stream().map(Body::bytes).toList();
    List<Answer> answers =
        bytes.size() == 1 ? List.of(gateway.one(bytes.get(0))) : gateway.batch(bytes);
    List<Body> left = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      sent.answered(bodies.get(i).key(), answers.get(i));
      if (answers.get(i) == Answer.NONE) {
        left.add(bodies.get(i));
      }
    }
    return left;
  }

  private void remember(Body body) {
    earlier.addLast(body);
    if (earlier.size() > REMEMBERED) {
      earlier.removeFirst();
    }
  }
}
