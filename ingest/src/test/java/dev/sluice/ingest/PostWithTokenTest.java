package dev.sluice.ingest;

import static dev.sluice.ingest.ServedIngest.assertProblem;
import static dev.sluice.ingest.TestReports.NOON;
import static dev.sluice.ingest.TestReports.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ingest.Access.TokenAccess;
import dev.sluice.ingest.problem.Problem;
import dev.sluice.ingest.senders.DatedKey;
import dev.sluice.ingest.senders.FleetCredential;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.secrets.SecretHash;
import dev.sluice.tokens.PendingToken;
import dev.sluice.tokens.TokenChallenge;
import dev.sluice.tokens.TokenKey;
import dev.sluice.tokens.TokenRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that makes anonymous tokens for its fleet, and takes them. */
@Timeout(120)
class PostWithTokenTest {
  private static final TokenChallenge HERE = new TokenChallenge("in.example", "in.example");
  private static final String BEARER = "Bearer one";

  private static byte[] oldKey;
  private static byte[] newKey;

  @TempDir private Path directory;
  private final Random random = new Random(11);
  private final TestReports reports = new TestReports(4);
  private final InMemoryReportLog log = new InMemoryReportLog();
  private Path keys;
  private IngestServer server;
  private IngestClient client;

  @BeforeAll
  static void makeKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    oldKey = generator.generateKeyPair().getPrivate().getEncoded();
    newKey = generator.generateKeyPair().getPrivate().getEncoded();
  }

  @BeforeEach
  void start() throws IOException {
    Path credentials =
        Files.writeString(
            directory.resolve("credentials.txt"),
            new FleetCredential("phones", SecretHash.of("one"), Optional.empty(), Optional.of(1.0))
                .line());
    keys =
        Files.writeString(
            directory.resolve("keys.txt"), DatedKey.line(TODAY.minusDays(9), TODAY, oldKey));
    Access access =
        new Access(
            Optional.of(credentials), Optional.of(new TokenAccess(keys, HERE)), Optional.empty());
    server =
        IngestServer.start(
            ServedIngest.config(0).withAccess(access), ServedIngest.LIMITS, log, NOON);
    client = new IngestClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TokenKey issuingKey() throws Exception {
    String directoryText = client.get("/.well-known/private-token-issuer-directory").body();
    String key =
        new JsonObject(directoryText)
            .getJsonArray("token-keys")
            .getJsonObject(0)
            .getString("token-key");
    return TokenKey.decode(Base64.getUrlDecoder().decode(key)).orElseThrow();
  }

  private HttpResponse<byte[]> ask(byte[] request, String authorization) throws Exception {
    return client.bytes(
        client
            .request("/v1/tokens")
            .header("Content-Type", TokenRequest.MEDIA_TYPE)
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofByteArray(request))
            .build());
  }

  private PendingToken pending(TokenChallenge challenge) throws Exception {
    return PendingToken.begin(
        issuingKey(),
        challenge.digest(),
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        });
  }

  /** As a device gets one: only the blinded request is seen by the server. */
  private String token(TokenChallenge challenge) throws Exception {
    PendingToken pending = pending(challenge);
    HttpResponse<byte[]> answer = ask(pending.request().encoded(), BEARER);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(TokenRequest.ANSWER_MEDIA_TYPE);
    byte[] token = pending.finish(answer.body()).orElseThrow().encoded();
    return "PrivateToken token=\"" + Base64.getUrlEncoder().encodeToString(token) + '"';
  }

  private HttpResponse<String> send(byte[] report, String authorization) throws Exception {
    return client.send(
        client.post("/v1/reports", report).header("Authorization", authorization).build());
  }

  @Test
  void post_withAToken_is202OnceAndForThisReportAgain() throws Exception {
    String token = token(HERE);
    byte[] report = reports.next();

    assertThat(send(report, token).statusCode()).isEqualTo(202);
    assertThat(send(report, token).statusCode()).as("its answer was lost").isEqualTo(202);
    assertProblem(send(reports.next(), token), Problem.TOKEN_SPENT);
    assertThat(log.stored()).containsExactly(report, report);
    assertThat(client.get("/metrics").body().lines())
        .contains(
            "sluice_ingest_tokens_remembered 1.0",
            "sluice_ingest_token_requests_total{outcome=\"issued\"} 1.0",
            "sluice_ingest_senders_refused_total{reason=\"token-spent\"} 1.0");
  }

  @Test
  void post_withACredential_is202AsBefore() throws Exception {
    assertThat(send(reports.next(), BEARER).statusCode()).isEqualTo(202);
  }

  @Test
  void post_withNothing_is401AndSaysWhichTokenIsWanted() throws Exception {
    HttpResponse<String> answer = client.one(reports.next());

    assertProblem(answer, Problem.CREDENTIAL_REQUIRED);
    assertThat(answer.headers().allValues("WWW-Authenticate"))
        .containsExactly(
            "PrivateToken challenge=\""
                + Base64.getUrlEncoder().encodeToString(HERE.encoded())
                + "\", token-key=\""
                + Base64.getUrlEncoder().encodeToString(issuingKey().encoded())
                + '"',
            "Bearer realm=\"sluice\"");
  }

  @Test
  void post_withATokenForAnotherHostOrDamagedOrNone_is401() throws Exception {
    String elsewhere = token(new TokenChallenge("in.example", "other.example"));
    String damaged = token(HERE).replaceFirst(".{8}\"$", "AAAAAAAA\"");
    for (String wrong :
        List.of(
            elsewhere,
            damaged,
            "PrivateToken token=",
            "PrivateToken token=\"AAIA\"",
            "PrivateToken token=\"====\"",
            "PrivateToken challenge=\"AAIA\"",
            "PrivateToken token=\"" + "A".repeat(3000) + "\"")) {
      assertProblem(send(reports.next(), wrong), Problem.TOKEN_REFUSED);
    }
    assertThat(log.stored()).isEmpty();
  }

  @Test
  void batch_withAToken_is401AndTheTokenIsKept() throws Exception {
    String token = token(HERE);
    var batch =
        client
            .post("/v1/reports:batch", TestReports.batch(reports.next(2)))
            .header("Authorization", token);

    assertProblem(client.send(batch.build()), Problem.TOKEN_REFUSED);
    assertThat(send(new byte[3], token).statusCode()).isEqualTo(400);
    assertThat(send(reports.next(), token).statusCode()).isEqualTo(202);
  }

  @Test
  void keys_changed_signWithTheNewAndTakeBothUntilTheOldIsGone() throws Exception {
    final String old = token(HERE);
    final String oldUnspent = token(HERE);
    final byte[] report = reports.next();
    assertThat(send(report, old).statusCode()).isEqualTo(202);
    TokenKey before = issuingKey();
    String newLine = DatedKey.line(TODAY, TODAY.plusDays(9), newKey);
    Files.writeString(keys, Files.readString(keys) + "\n" + newLine);
    server.lookAtFiles();

    assertThat(issuingKey().id()).isNotEqualTo(before.id());
    assertProblem(send(reports.next(), old), Problem.TOKEN_SPENT);
    assertThat(send(reports.next(), token(HERE)).statusCode()).isEqualTo(202);

    Files.writeString(keys, newLine);
    server.lookAtFiles();
    assertProblem(send(report, oldUnspent), Problem.TOKEN_REFUSED);
  }

  @Test
  void tokens_askedForWithoutACredentialOrWithNoRequest_areNotMade() throws Exception {
    byte[] request = pending(HERE).request().encoded();

    assertThat(ask(request, "Bearer two").statusCode()).isEqualTo(401);
    assertThat(ask(request, token(HERE)).statusCode()).as("a token buys none").isEqualTo(401);
    assertThat(ask(new byte[259], BEARER).statusCode()).isEqualTo(422);
    assertThat(ask(new byte[2000], BEARER).statusCode()).isEqualTo(413);
    request[2] ^= 1;
    assertThat(ask(request, BEARER).statusCode()).as("another key").isEqualTo(422);
    byte[] aboveTheModulus = new byte[TokenRequest.BYTES];
    java.util.Arrays.fill(aboveTheModulus, (byte) 0xFF);
    aboveTheModulus[0] = 0;
    aboveTheModulus[1] = 2;
    aboveTheModulus[2] = pending(HERE).request().encoded()[2];
    assertThat(ask(aboveTheModulus, BEARER).statusCode()).isEqualTo(422);
    assertThat(client.status().getInteger("received")).as("these are no reports").isZero();
  }

  @Test
  void tokens_costTheFleetsRate() throws Exception {
    byte[] batch = TestReports.batch(reports.next(1_000));
    var spendAll = client.post("/v1/reports:batch", batch).header("Authorization", BEARER);
    assertThat(client.send(spendAll.build()).statusCode()).isEqualTo(202);
    byte[] request = pending(HERE).request().encoded();

    HttpResponse<byte[]> last = ask(request, BEARER);
    while (last.statusCode() == 200) { // what the bucket filled meanwhile
      last = ask(request, BEARER);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void report_ofATokensSender_hasNothingOfIt() throws Exception {
    String token = token(HERE);
    byte[] report = reports.next();
    send(report, token);

    assertThat(log.stored().get(0)).isEqualTo(report).hasSize(ReportFormat.BYTES);
    assertThat(client.status().getMap().toString()).doesNotContain("phones");
    assertThat(client.get("/metrics").body()).doesNotContain("phones");
  }

  @Test
  void access_tokensWithoutCredentials_isRefused() {
    assertThatThrownBy(
            () ->
                new Access(
                    Optional.empty(), Optional.of(new TokenAccess(keys, HERE)), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--credentials");
  }

  @Test
  void keyFile_thatCannotBeUsed_leavesTheKeysBefore() throws Exception {
    Map<String, String> bad =
        Map.of(
            "no key", "# nothing",
            "words", "2026-01-01 2026-02-01",
            "days", "2026-02-01 2026-01-01 " + Base64.getEncoder().encodeToString(oldKey),
            "day", "soon 2026-01-01 " + Base64.getEncoder().encodeToString(oldKey),
            "base64", "2026-01-01 2026-02-01 ?",
            "key", "2026-01-01 2026-02-01 AAAA");
    String token = token(HERE);
    for (Map.Entry<String, String> each : bad.entrySet()) {
      Files.writeString(keys, each.getValue());
      server.lookAtFiles();
      assertThat(issuingKey()).as(each.getKey()).isNotNull();
    }
    assertThat(send(reports.next(), token).statusCode()).isEqualTo(202);
  }
}
