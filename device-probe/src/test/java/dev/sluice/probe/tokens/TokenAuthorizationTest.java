package dev.sluice.probe.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.probe.storage.InMemoryFiles;
import dev.sluice.tokens.IssuerKey;
import dev.sluice.tokens.TokenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A probe that shows tokens, against a gateway that gives and takes them. */
@Timeout(60)
class TokenAuthorizationTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final byte[] ONE = "one report".getBytes(US_ASCII);
  private static final byte[] OTHER = "another".getBytes(US_ASCII);

  private static IssuerKey oldKey;
  private static IssuerKey newKey;

  private final Random random = new Random(3);
  private final InMemoryFiles files = new InMemoryFiles();
  private final List<String> said = new ArrayList<>();
  private List<String> pinned = List.of();
  private FleetCredential credential;
  private TokenGateway gateway;

  @BeforeAll
  static void makeKeys() {
    oldKey = TokenGateway.key();
    newKey = TokenGateway.key();
  }

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    credential =
        FleetCredential.fromFile(
            Files.writeString(
                directory.resolve("secret"), TokenGateway.CREDENTIAL.replace("Bearer ", "")));
    gateway = new TokenGateway(oldKey);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** As after a start of the probe: what it knows is in its files. */
  private TokenAuthorization tokens() {
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

  private Delivery send(byte[] report, int attempts) {
    RetryPolicy policy =
        new RetryPolicy(attempts, Duration.ofMillis(1), Duration.ofMillis(1), LIMIT);
    return new ReportSender(gateway.address(), policy, () -> 0.5, () -> true, tokens())
        .send(report);
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(tokens().fetchOne()).isEmpty();
    }
  }

  private String kept() {
    return new String(files.content(StockFile.NAME).orElse(new byte[0]), US_ASCII);
  }

  private void assertKept(Delivery delivery, String reason) {
    assertThat(delivery).isInstanceOf(Delivery.Deferred.class);
    String line = ((Delivery.Deferred) delivery).reason();
    assertThat(line).contains(reason).hasSizeLessThan(250).doesNotContain("\n", "sluice_abc");
  }

  @Test
  void send_tokensWereFetchedAhead_showsOneAndNoCredential() {
    fill(2);
    int before = gateway.seen.size();

    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);

    assertThat(gateway.seen.subList(before, gateway.seen.size()))
        .singleElement()
        .satisfies(only -> assertThat(only.authorization()).startsWith("PrivateToken token="));
    assertThat(gateway.stored).containsExactly(ONE);
    assertThat(kept().lines()).as("its checksum, and one token that is left").hasSize(2);
    assertThat(said).isEmpty();
  }

  @Test
  void send_noTokenIsKept_fetchesOneOnAnotherConnectionAndSaysSo() {
    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);

    assertThat(said).singleElement().asString().contains("easier to connect by time");
    assertThat(gateway.seenAt("/v1/tokens")).hasSize(1);
    TokenGateway.Seen fetched = gateway.seenAt("/v1/tokens").get(0);
    TokenGateway.Seen sent = gateway.seen.get(gateway.seen.size() - 1);
    assertThat(sent.path()).isEqualTo("/v1/reports");
    assertThat(sent.port()).isNotEqualTo(fetched.port());
    assertThat(gateway.seenAt("/v1/reports"))
        .noneMatch(each -> each.authorization().startsWith("Bearer"));
    assertThat(kept().lines()).as("no token is left").hasSize(1);
  }

  @Test
  void supply_isShortUntilAFewAreKept() throws IOException {
    int fetched = 0;
    while (tokens().isShort()) {
      assertThat(tokens().fetchOne()).isEmpty();
      fetched++;
    }
    assertThat(fetched).isEqualTo(TokenStock.FULL);
    assertThat(new HashSet<>(kept().lines().toList())).hasSize(TokenStock.FULL + 1);
  }

  @Test
  void send_answerWasLost_showsTheSameTokenWithTheSameReportAndNoOther() {
    fill(3);
    gateway.losesAnswers = true;
    assertKept(send(ONE, 2), "503");
    assertKept(send(OTHER, 1), "503");
    gateway.losesAnswers = false;

    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
    assertThat(send(OTHER, 1)).isInstanceOf(Delivery.Acknowledged.class);

    List<String> shown = gateway.shown();
    assertThat(shown).hasSize(5);
    assertThat(List.of(shown.get(1), shown.get(3))).containsOnly(shown.get(0));
    assertThat(shown.get(2)).isEqualTo(shown.get(4)).isNotEqualTo(shown.get(0));
    assertThat(kept()).as("only the third is left").contains(" -\n");
    assertThat(kept().lines()).hasSize(2);
  }

  @Test
  void send_keyIsGone_throwsItsTokensAwayAndFetchesAnother() {
    fill(3);
    gateway.use(newKey);
    gateway.keys.remove(oldKey);

    assertKept(send(ONE, 1), "not valid any more");
    assertThat(kept().lines()).as("none is left").hasSize(1);
    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
    assertThat(gateway.stored).containsExactly(ONE);
  }

  @Test
  void send_newKeySignsAndTheOldIsStillTaken_showsTheOldToken() {
    fill(1);
    gateway.use(newKey);

    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
    assertThat(gateway.shown()).hasSize(1);
  }

  @Test
  void send_tokenWasSpent_throwsItAloneAwayAndShowsTheNext() {
    fill(2);
    String first = kept().lines().toList().get(1).replace(" -", "");
    gateway.spent.put(first, OTHER);

    assertKept(send(ONE, 1), "spent");
    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);

    assertThat(gateway.shown()).hasSize(2).doesNotHaveDuplicates();
    assertThat(gateway.seenAt("/v1/tokens")).as("fetched ahead, none since").hasSize(2);
  }

  @Test
  void send_reportIsRefusedForGood_deletesItsToken() {
    fill(1);
    gateway.instead =
        Optional.of(
            exchange -> TokenGateway.answer(exchange, 422, "text/plain", "no".getBytes(US_ASCII)));

    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Refused.class);
    assertThat(kept().lines()).hasSize(1);
  }

  @Test
  void send_serverTakesNoTokens_keepsReportAndToken() {
    fill(1);
    gateway.instead = Optional.of(exchange -> gateway.refuse(exchange, "credential-refused"));

    assertKept(send(ONE, 2), "takes no tokens");
    assertThat(new HashSet<>(gateway.shown())).hasSize(1);
    assertThat(kept().lines()).hasSize(2);
  }

  @Test
  void send_redirected_keepsTheReportAndShowsTheTokenNowhereElse() {
    fill(1);
    gateway.instead = Optional.of(TokenAuthorizationTest::redirect);
    int before = gateway.seen.size();

    assertKept(send(ONE, 1), "302");
    assertThat(gateway.seen).hasSize(before + 1);
  }

  private static void redirect(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/v1/tokens");
    exchange.sendResponseHeaders(302, -1);
  }

  @Test
  void fetch_offerCannotBeTaken_keepsTheReportAndTheCredential() {
    byte[] here = TokenGateway.HERE.encoded();
    byte[] key = oldKey.publicKey().encoded();
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
    gateway.offers = offers;
    assertKept(send(ONE, 3), reason);
    assertThat(gateway.seenAt("/v1/tokens")).as("the credential was not shown").isEmpty();
    assertThat(gateway.shown()).isEmpty();
    assertThat(files.content(StockFile.NAME)).isEmpty();
  }

  @Test
  void fetch_offerInAnotherOrderAndWithoutQuotes_isTaken() {
    String[] parts = gateway.offers.get(1).replace("PrivateToken ", "").split(", ", -1);
    gateway.offers =
        List.of("privatetoken " + parts[1].replace("\"", "") + " ,max-age=10," + parts[0]);

    assertThat(send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
  }

  @Test
  void fetch_keyIsNoneOfTheOwners_isNotAskedForAToken() {
    pinned = List.of(HexFormat.of().formatHex(oldKey.publicKey().id()));
    assertThat(tokens().fetchOne()).isEmpty();
    gateway.use(newKey);

    assertKept(tokens().fetchOne().orElseThrow(), "none of the owner's");
    assertThat(gateway.seenAt("/v1/tokens")).hasSize(1);
  }

  @Test
  void fetch_serverThatAsksForNothing_isNamed() {
    gateway.instead =
        Optional.of(exchange -> TokenGateway.answer(exchange, 400, "text/plain", new byte[3]));
    assertKept(send(ONE, 2), "asks for no token");
    gateway.instead = Optional.of(TokenAuthorizationTest::redirect);
    assertKept(send(ONE, 2), "302");
    assertThat(gateway.seenAt("/v1/tokens")).isEmpty();
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
    gateway.insteadOfTokens = Optional.of(TokenAuthorizationTest::redirect);
    assertKept(send(ONE, 2), "302");
  }

  private void assertAnswer(int status, String type, byte[] body, String reason) {
    gateway.insteadOfTokens =
        Optional.of(exchange -> TokenGateway.answer(exchange, status, type, body));
    assertKept(send(ONE, 2), reason);
    assertThat(gateway.shown()).isEmpty();
    assertThat(files.content(StockFile.NAME)).isEmpty();
  }

  @Test
  void fetch_signedByAnotherKeyThanItNamed_isNotKept() {
    gateway.offers =
        List.of(TokenGateway.offer(TokenGateway.HERE.encoded(), newKey.publicKey().encoded()));
    gateway.insteadOfTokens =
        Optional.of(
            exchange ->
                TokenGateway.answer(exchange, 200, TokenRequest.ANSWER_MEDIA_TYPE, new byte[256]));

    assertKept(tokens().fetchOne().orElseThrow(), "no token of its key");
  }

  @Test
  void fetch_serverAsksForAPause_handsItOn() {
    gateway.insteadOfTokens =
        Optional.of(
            exchange -> {
              exchange.getResponseHeaders().add("Retry-After", "7");
              TokenGateway.answer(exchange, 429, "text/plain", new byte[1]);
            });

    assertThat(tokens().fetchOne().orElseThrow().retryAfter()).hasValue(Duration.ofSeconds(7));
  }

  @Test
  void send_diskIsFull_keepsTheReportAndShowsNothing() {
    fill(1);
    files.failAfter(0);

    assertKept(send(ONE, 1), "cannot be used");
    assertThat(gateway.shown()).isEmpty();
  }
}
