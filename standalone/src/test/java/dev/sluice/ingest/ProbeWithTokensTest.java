package dev.sluice.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.http.HttpLimits;
import dev.sluice.ingest.intake.AdmittedReport;
import dev.sluice.ingest.intake.ReportLog;
import dev.sluice.ingest.senders.DatedKey;
import dev.sluice.ingest.senders.FleetSecret;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.probe.tokens.TokenAuthorization;
import dev.sluice.probe.tokens.TokenIssuer;
import dev.sluice.probe.tokens.TokenTerms;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.bench.reports.ReportMix;
import dev.sluice.tokens.TokenChallenge;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The probe's half of the tokens and the gateway's, which know each other by their contract alone.
 * In the gateway's package, to start it on a log that is none of Kafka's.
 */
@Timeout(120)
class ProbeWithTokensTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Clock NOON =
      Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

  @TempDir private Path directory;
  private final List<byte[]> stored = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private boolean logFails;

  @Test
  void reports_payWithTokensThatWereFetchedAhead_oneEach() throws Exception {
    List<byte[]> reports = new ReportMix(BundledRegistry.load(), 1, 6).reports(3, TODAY);
    try (IngestServer server = start()) {
      TokenAuthorization tokens = tokens(server.port());
      assertThat(tokens.fetchOne()).isEmpty();
      assertThat(tokens.fetchOne()).isEmpty();
      ReportSender sender = sender(server.port(), tokens);

      logFails = true;
      assertThat(sender.send(reports.get(0))).isInstanceOf(Delivery.Deferred.class);
      logFails = false;
      for (byte[] report : reports) {
        assertThat(sender.send(report)).isInstanceOf(Delivery.Acknowledged.class);
      }

      assertThat(stored).containsExactlyElementsOf(reports);
      assertThat(said).as("the third had to be fetched at once").hasSize(1);
    }
  }

  private IngestServer start() throws Exception {
    Path credentials =
        Files.writeString(
            directory.resolve("credentials.txt"),
            new dev.sluice.ingest.senders.FleetCredential(
                    "phones", FleetSecret.hash("one"), Optional.empty(), Optional.empty())
                .line());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Path keys = Files.writeString(directory.resolve("keys.txt"), DatedKey.line(TODAY, TODAY, key));
    TokenAccess tokens = new TokenAccess(keys, new TokenChallenge("localhost", "localhost"));
    IngestConfig config =
        new IngestConfig(
                "127.0.0.1",
                0,
                "unused:1",
                Topics.REPORTS,
                28,
                10,
                BundledRegistry.load(),
                Map.of())
            .withAccess(
                new Access(Optional.of(credentials), Optional.of(tokens), Optional.empty()));
    return IngestServer.start(config, HttpLimits.DEFAULT, new StoringLog(), NOON);
  }

  private TokenAuthorization tokens(int port) throws IOException {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "one\n");
    TokenIssuer issuer =
        new TokenIssuer(
            address(port),
            FleetCredential.fromFile(secret),
            TokenTerms.of(address(port), Optional.empty(), List.of()),
            LIMIT);
    return TokenAuthorization.in(directory.resolve("data"), issuer, said::add);
  }

  private static ReportSender sender(int port, TokenAuthorization tokens) {
    RetryPolicy once = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), LIMIT);
    return new ReportSender(address(port), once, () -> 0.5, () -> true, tokens);
  }

  private static URI address(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Stores at once, or fails. */
  private final class StoringLog implements ReportLog {
    @Override
    public void append(List<AdmittedReport> reports, Consumer<BitSet> whenSettled) {
      BitSet failed = new BitSet();
      failed.set(0, logFails ? reports.size() : 0);
      if (!logFails) {
        reports.forEach(each -> stored.add(each.bytes()));
      }
      whenSettled.accept(failed);
    }

    @Override
    public CompletionStage<Readiness> readiness() {
      return CompletableFuture.completedFuture(Readiness.READY);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
