package dev.sluice.probe.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.probe.storage.InMemoryFiles;
import dev.sluice.tokens.IssuerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A probe with tokens in its files, and the gateway that it knows. */
final class TokenProbe implements AutoCloseable {
  static final byte[] ONE = "one report".getBytes(US_ASCII);
  static final byte[] OTHER = "another".getBytes(US_ASCII);

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Made once: it takes a while. */
  private static final IssuerKey OLD_KEY = TokenGateway.key();

  private static final IssuerKey NEW_KEY = TokenGateway.key();

  final IssuerKey oldKey = OLD_KEY;
  final IssuerKey newKey = NEW_KEY;
  final InMemoryFiles files = new InMemoryFiles();
  final List<String> said = new ArrayList<>();
  final TokenGateway gateway;
  List<String> pinned = List.of();
  private final Random random = new Random(3);
  private final FleetCredential credential;

  /** Beside a gateway that signs with the old key. */
  TokenProbe(Path directory) throws IOException {
    credential =
        FleetCredential.fromFile(
            Files.writeString(
                directory.resolve("secret"), TokenGateway.CREDENTIAL.replace("Bearer ", "")));
    gateway = new TokenGateway(oldKey);
  }

  /** As after a start of the probe: what it knows is in its files. */
  TokenAuthorization tokens() {
    TokenIssuer issuer =
        new TokenIssuer(
            gateway.address(),
            credential,
            TokenTerms.of(gateway.address(), Optional.empty(), pinned),
            count -> {
              byte[] bytes = new byte[count];
              random.nextBytes(bytes);
              return bytes;
            },
            LIMIT);
    return new TokenAuthorization(new TokenStock(files), issuer, said::add);
  }

  /** Sends a report, as {@link #tokens} would. */
  Delivery send(byte[] report, int attempts) {
    RetryPolicy policy =
        new RetryPolicy(attempts, Duration.ofMillis(1), Duration.ofMillis(1), LIMIT);
    return new ReportSender(gateway.address(), policy, () -> 0.5, () -> true, tokens())
        .send(report);
  }

  /** Fetches so many ahead. */
  void fill(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(tokens().fetchOne()).isEmpty();
    }
  }

  /** The stock's file. */
  String kept() {
    return new String(files.content(StockFile.NAME).orElse(new byte[0]), US_ASCII);
  }

  /** A report that is kept, with a reason that is one line and holds no secret. */
  static void assertKept(Delivery delivery, String reason) {
    assertThat(delivery).isInstanceOf(Delivery.Deferred.class);
    String line = ((Delivery.Deferred) delivery).reason();
    assertThat(line).contains(reason).hasSizeLessThan(250).doesNotContain("\n", "sluice_abc");
  }

  @Override
  public void close() {
    gateway.close();
  }
}
