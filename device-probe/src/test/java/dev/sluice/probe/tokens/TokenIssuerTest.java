package dev.sluice.probe.tokens;

import static dev.sluice.probe.tokens.TokenProbe.ONE;
import static dev.sluice.probe.tokens.TokenProbe.assertKept;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.send.Delivery;
import dev.sluice.tokens.TokenRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A probe that fetches tokens, of a gateway that gives none, or others than it should. */
@Timeout(60)
class TokenIssuerTest {
  @TempDir private Path directory;
  private TokenProbe probe;

  @BeforeEach
  void start() throws IOException {
    probe = new TokenProbe(directory);
  }

  @AfterEach
  void stop() {
    probe.close();
  }

  @Test
  void fetch_offerCannotBeTaken_keepsTheReportAndTheCredential() {
    byte[] here = TokenGateway.HERE.encoded();
    byte[] key = probe.oldKey.publicKey().encoded();
    String good = TokenGateway.offer(here, key);
    byte[] otherType = here.clone();
    otherType[1] = 1;
    byte[] elsewhere = new dev.sluice.tokens.TokenChallenge("device-4711", "localhost").encoded();
    byte[] shortKey = java.util.Arrays.copyOf(key, key.length - 1);
    assertOffer(List.of(), "takes no tokens");
    assertOffer(List.of("Bearer realm=\"sluice\""), "takes no tokens");
    assertOffer(List.of(good, good), "2 different tokens");
    assertOffer(List.of(TokenGateway.offer(otherType, key)), "not one of type 2");
    assertOffer(List.of(TokenGateway.offer(withContext(here), key)), "without a context");
    assertOffer(List.of(TokenGateway.offer(new byte[0], key)), "not one of type 2");
    assertOffer(List.of(TokenGateway.offer(elsewhere, key)), "--token-host");
    assertOffer(List.of(TokenGateway.offer(here, shortKey)), "2048 bits");
    assertOffer(List.of(good.replaceFirst("=\"..", "=\"??")), "not one of type 2");
    assertOffer(List.of("PrivateToken challenge"), "cannot be read");
    assertOffer(List.of("PrivateToken challenge=\"a\" b, token-key=\"c\""), "cannot be read");
    assertOffer(List.of(good + ", challenge=\"AAIA\""), "cannot be read");
    assertOffer(List.of(good + ", x=\"" + "y".repeat(5_000) + '"'), "cannot be read");
  }

  private static byte[] withContext(byte[] challenge) {
    String hex = HexFormat.of().formatHex(challenge);
    int at = 2 * (2 + 2 + "localhost".length());
    return HexFormat.of()
        .parseHex(hex.substring(0, at) + "20" + "ab".repeat(32) + hex.substring(at + 2));
  }

  private void assertOffer(List<String> offers, String reason) {
    probe.gateway.offers = offers;
    assertKept(probe.send(ONE, 3), reason);
    assertThat(probe.gateway.seenAt("/v1/tokens")).as("the credential was not shown").isEmpty();
    assertThat(probe.gateway.shown()).isEmpty();
    assertThat(probe.files.content(StockFile.NAME)).isEmpty();
  }

  @Test
  void fetch_offerInAnotherOrderAndWithoutQuotes_isTaken() {
    String[] parts = probe.gateway.offers.get(1).replace("PrivateToken ", "").split(", ", -1);
    probe.gateway.offers =
        List.of("privatetoken " + parts[1].replace("\"", "") + " ,max-age=10," + parts[0]);

    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
  }

  @Test
  void fetch_keyIsNoneOfTheOwners_isNotAskedForAToken() {
    probe.pinned = List.of(HexFormat.of().formatHex(probe.oldKey.publicKey().id()));
    assertThat(probe.tokens().fetchOne()).isEmpty();
    probe.gateway.use(probe.newKey);

    assertKept(probe.tokens().fetchOne().orElseThrow(), "none of the owner's");
    assertThat(probe.gateway.seenAt("/v1/tokens")).hasSize(1);
  }

  @Test
  void fetch_serverThatAsksForNothing_isNamed() {
    probe.gateway.instead =
        Optional.of(exchange -> TokenGateway.answer(exchange, 400, "text/plain", new byte[3]));
    assertKept(probe.send(ONE, 2), "asks for no token");
    probe.gateway.instead = Optional.of(TokenGateway::redirect);
    assertKept(probe.send(ONE, 2), "302");
    assertThat(probe.gateway.seenAt("/v1/tokens")).isEmpty();
  }

  @Test
  void fetch_answerIsNoToken_keepsTheReport() {
    String type = TokenRequest.ANSWER_MEDIA_TYPE;
    assertAnswer(200, type, new byte[256], "no token of its key");
    assertAnswer(200, type, new byte[255], "no token of its key");
    assertAnswer(200, type, new byte[0], "no token of its key");
    assertAnswer(200, type, new byte[1 << 20], "no token of its key");
    assertAnswer(200, "text/html", new byte[256], "is not " + type);
    assertAnswer(401, "text/plain", new byte[9], "gives no tokens for this credential");
    assertAnswer(422, "text/plain", new byte[9], "its key changed");
    assertAnswer(429, "text/plain", new byte[9], "more than was agreed");
    assertAnswer(503, "text/plain", new byte[9], "503");
    probe.gateway.insteadOfTokens = Optional.of(TokenGateway::redirect);
    assertKept(probe.send(ONE, 2), "302");
  }

  private void assertAnswer(int status, String type, byte[] body, String reason) {
    probe.gateway.insteadOfTokens =
        Optional.of(exchange -> TokenGateway.answer(exchange, status, type, body));
    assertKept(probe.send(ONE, 2), reason);
    assertThat(probe.gateway.shown()).isEmpty();
    assertThat(probe.files.content(StockFile.NAME)).isEmpty();
  }

  @Test
  void fetch_signedByAnotherKeyThanItNamed_isNotKept() {
    probe.gateway.offers =
        List.of(
            TokenGateway.offer(TokenGateway.HERE.encoded(), probe.newKey.publicKey().encoded()));
    probe.gateway.insteadOfTokens =
        Optional.of(
            exchange ->
                TokenGateway.answer(exchange, 200, TokenRequest.ANSWER_MEDIA_TYPE, new byte[256]));

    assertKept(probe.tokens().fetchOne().orElseThrow(), "no token of its key");
  }

  @Test
  void fetch_serverAsksForAPause_handsItOn() {
    probe.gateway.insteadOfTokens =
        Optional.of(
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", "7");
              TokenGateway.answer(exchange, 429, "text/plain", new byte[1]);
            });

    assertThat(probe.tokens().fetchOne().orElseThrow().retryAfter())
        .hasValue(Duration.ofSeconds(7));
  }
}
