package dev.sluice.ingest;

import dev.sluice.admission.ReportAdmission;
import dev.sluice.ingest.http.HttpAddress;
import dev.sluice.ingest.http.HttpFront;
import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.ingest.http.HttpServices;
import dev.sluice.ingest.intake.Intake;
import dev.sluice.ingest.intake.ReportLog;
import dev.sluice.ingest.intake.ReportLog.Readiness;
import dev.sluice.ingest.kafka.KafkaLogSettings;
import dev.sluice.ingest.kafka.KafkaReportLog;
import dev.sluice.ingest.shuffle.ShuffledReportLog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** A running ingest: listens for reports until it is closed. */
public final class IngestServer implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(5);

  private final HttpFront front;
  private final ReportLog log;
  private final WatchedAccess access;
  private final Clockwork clockwork;
  private boolean closed;

  private IngestServer(HttpFront front, ReportLog log, WatchedAccess access, Clockwork clockwork) {
    this.front = front;
    this.log = log;
    this.access = access;
    this.clockwork = clockwork;
  }

  /**
   * Starts to listen, and then waits some seconds for the brokers to be there. It starts without
   * them too, and says that it is not ready.
   *
   * @throws IOException if the address cannot be listened on
   * @throws IllegalArgumentException if the configuration cannot be used
   */
  public static IngestServer start(IngestConfig config) throws IOException {
    ReportLog log = KafkaReportLog.open(logSettings(config));
    IngestServer server = start(config, HttpLimits.DEFAULT, log, Clock.systemUTC());
    new StartPatience(START_PATIENCE).await(log);
    return server;
  }

  /** Starts on a given log, which is closed with this server, or when it cannot start. */
  static IngestServer start(IngestConfig config, HttpLimits limits, ReportLog stored, Clock clock)
      throws IOException {
    var metrics = new PrometheusRegistry();
    var clockwork = new Clockwork();
    ReportLog log = shuffled(config, stored, clockwork, metrics);
    var admission = new ReportAdmission(config.registries(), config.dayBounds());
    var intake = new Intake(admission, clock, log, config.maxUnacknowledged(), metrics);
    try {
      WatchedAccess access = WatchedAccess.open(config.access(), clock, metrics);
      HttpFront front = listen(config, limits, access, intake, log, metrics);
      return new IngestServer(front, log, access, clockwork);
    } catch (IOException e) {
      clockwork.close();
      log.close();
      throw e;
    }
  }

  private static ReportLog shuffled(
      IngestConfig config, ReportLog stored, Clockwork clockwork, PrometheusRegistry metrics) {
    return config
        .shuffle()
        .<ReportLog>map(
            rule ->
                new ShuffledReportLog(stored, rule, new SecureRandom(), clockwork::after, metrics))
        .orElse(stored);
  }

  private static HttpFront listen(
      IngestConfig config,
      HttpLimits limits,
      WatchedAccess access,
      Intake intake,
      ReportLog log,
      PrometheusRegistry metrics)
      throws IOException {
    try {
      HttpFront front =
          HttpFront.start(
              new HttpAddress(config.host(), config.port(), access.identity()),
              limits.withBatchesUpTo(config.maxUnacknowledged()),
              new HttpServices(access.senders(), intake, log, metrics));
      access.follow(front);
      return front;
    } catch (IOException e) {
      access.close();
      throw e;
    }
  }

  private static KafkaLogSettings logSettings(IngestConfig config) {
    return new KafkaLogSettings(
        config.bootstrapServers(),
        config.topic(),
        config.maxUnacknowledged(),
        KafkaLogSettings.DEFAULT_DELIVERY_TIMEOUT,
        config.kafkaProperties());
  }

  /** The port that is listened on. */
  public int port() {
    return front.port();
  }

  /** Takes changed files over now, which happens every few seconds anyway. */
  void lookAtFiles() {
    access.look();
  }

  /** Whether reports can be appended now; asks the brokers and waits some seconds at most. */
  public Readiness readiness() {
    return log.readiness().toCompletableFuture().join();
  }

  /** Stops listening, answers the requests that are under way, then closes the log; once. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    access.close();
    log.hasten();
    // In this order: the log's last acknowledgements come while somebody can still answer them.
    front.drain();
    log.close();
    clockwork.close();
    front.close();
  }
}
