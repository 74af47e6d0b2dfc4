package dev.sluice.ingest;

import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.TODAY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.ingest.senders.DatedKey;
import dev.sluice.ingest.senders.FleetCredential;
import dev.sluice.secrets.SecretHash;
import dev.sluice.tokens.TokenChallenge;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Two thousand requests that mean no good, against a real server with every feature switched on.
 */
@Timeout(300)
class HostileRequestsTest {
  private static final long SEED = 20261128;
  private static final int REQUESTS = 2_000;
  private static final int CLIENTS = 16;
  private static final long MOST_GROWTH_BYTES = 16L * 1024 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final HttpLimits LIMITS =
      new HttpLimits(
          1_000, 200, Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofSeconds(5));

  @TempDir private Path directory;
  private final InMemoryReportLog log = new InMemoryReportLog();
  private final MarkedLines lines = new MarkedLines();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level usualLevel = root.getLevel();
  private final List<Appender<ILoggingEvent>> usualAppenders = new ArrayList<>();
  private IngestServer server;
  private IngestClient client;

  /** Keeps no line but those that hold what a client sent. */
  private static final class MarkedLines extends AppenderBase<ILoggingEvent> {
    private final Queue<String> marked = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String line = event.getFormattedMessage();
      if (event.getThrowableProxy() != null) {
        line += ThrowableProxyUtil.asString(event.getThrowableProxy());
      }
      if (line.contains(HostileRequest.MARKER)) {
        marked.add(line);
      }
    }
  }

  @BeforeEach
  void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Access access =
        new Access(
            Optional.of(
                Files.writeString(
                    directory.resolve("credentials.txt"),
                    new FleetCredential(
                            "a", SecretHash.of("one"), Optional.empty(), Optional.empty())
                        .line())),
            Optional.of(
                new TokenAccess(
                    Files.writeString(
                        directory.resolve("keys.txt"), DatedKey.line(TODAY, TODAY, key)),
                    new TokenChallenge("a", "a"))),
            Optional.empty());
    server = IngestServer.start(ServedIngest.config(0).withAccess(access), LIMITS, log, NOON);
    client = new IngestClient(server.port());
    lines.setContext(root.getLoggerContext());
    lines.start();
    root.setLevel(Level.DEBUG);
    root.iteratorForAppenders().forEachRemaining(usualAppenders::add);
    usualAppenders.forEach(root::detachAppender);
    root.addAppender(lines);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
    usualAppenders.forEach(root::addAppender);
    root.setLevel(usualLevel);
    server.close();
  }

  @Test
  void twoThousandRequests_noneFailsTheServerStaysInMemoryOrGetsIntoALog() throws Exception {
    sendAll(SEED + 1, REQUESTS / 4); // what is loaded and grown once is no growth
    awaitNoConnectionButOurs();
    final long before = usedHeap();

    List<Integer> statuses = sendAll(SEED, REQUESTS);

    assertThat(statuses).as("seed %d", SEED).isNotEmpty().allMatch(status -> status < 500);
    assertThat(statuses)
        .as("all kinds of answers")
        .contains(200, 400, 401, 404, 405, 413, 415, 422);
    assertThat(statuses.size()).as("answered").isGreaterThan(REQUESTS * 3 / 4);
    awaitNoConnectionButOurs();
    assertThat(usedHeap() - before).as("bytes of growth").isLessThan(MOST_GROWTH_BYTES);
    assertThat(lines.marked).as("log lines with a body, seed %d", SEED).isEmpty();
    assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(
            client
                .send(
                    client
                        .post("/v1/reports", new TestReports(1).next())
                        .header("Authorization", "Bearer one")
                        .build())
                .statusCode())
        .isEqualTo(202);
    assertThatCountsAddUp();
  }

  private void assertThatCountsAddUp() throws Exception {
    JsonObject status = client.status();
    long sum = status.getLong("accepted");
    for (String kind : List.of("rejected", "deferred")) {
      JsonObject reasons = status.getJsonObject(kind);
      sum += reasons.fieldNames().stream().mapToLong(reasons::getLong).sum();
    }
    assertThat(sum).isEqualTo(status.getLong("received"));
    assertThat(status.getJsonObject("deferred").fieldNames()).doesNotContain("internal-error");
  }

  private List<Integer> sendAll(long seed, int requests) throws Exception {
    var source = new HostileRequest(seed, "Bearer one");
    List<Callable<List<Integer>>> sends = new ArrayList<>();
    for (int number = 0; number < requests; number++) {
      byte[] request = source.next();
      sends.add(() -> send(request));
    }
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Integer> statuses = new ArrayList<>();
      for (Future<List<Integer>> answered : clients.invokeAll(sends)) {
        statuses.addAll(answered.get());
      }
      return statuses;
    } finally {
      clients.shutdownNow();
    }
  }

  /** The statuses of all that is answered until the server closes the connection, as it must. */
  private List<Integer> send(byte[] request) throws IOException {
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(60_000);
      answer = exchange(socket, request);
    }
    assertThat(answer).doesNotContain(HostileRequest.MARKER);
    List<Integer> statuses = new ArrayList<>();
    Matcher status = STATUS.matcher(answer);
    while (status.find()) {
      statuses.add(Integer.parseInt(status.group(1)));
    }
    return statuses;
  }

  private static String exchange(Socket socket, byte[] request) {
    var answer = new ByteArrayOutputStream();
    try {
      socket.getOutputStream().write(request);
    } catch (IOException closedAlready) {
      // What was answered before that is still to be read.
    }
    try {
      byte[] part = new byte[8_192];
      for (int read = 0; read >= 0; read = socket.getInputStream().read(part)) {
        answer.write(part, 0, read);
      }
    } catch (java.net.SocketTimeoutException open) {
      throw new AssertionError("the server left a connection open: " + answer.size(), open);
    } catch (IOException reset) {
      // It closed with bytes of ours unread.
    }
    return answer.toString(ISO_8859_1);
  }

  private void awaitNoConnectionButOurs() throws Exception {
    Pattern gauge = Pattern.compile("(?m)^sluice_ingest_connections ([0-9.]+)$");
    double open;
    do {
      Matcher found = gauge.matcher(client.get("/metrics").body());
      assertThat(found.find()).isTrue();
      open = Double.parseDouble(found.group(1));
    } while (open > 1);
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
