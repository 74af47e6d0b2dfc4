package dev.sluice.probe.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.doctor.Finding.Status;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.reporting.AuthorizationOptions;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.tokens.TokenAuthorization;
import dev.sluice.probe.tokens.TokenGateway;
import dev.sluice.probe.tokens.TokenIssuer;
import dev.sluice.probe.tokens.TokenTerms;
import dev.sluice.tokens.IssuerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the doctor says of credential and tokens, beside a gateway that gives and takes them. */
@Timeout(60)
class AuthorizationCheckTest {
  private static IssuerKey key;

  @TempDir private Path directory;
  private TokenGateway gateway;
  private Path secret;

  @Command
  private static final class Named {
    @Mixin private final AuthorizationOptions authorization = new AuthorizationOptions();
  }

  @BeforeAll
  static void makeKey() {
    key = TokenGateway.key();
  }

  @BeforeEach
  void start() throws IOException {
    secret = Files.writeString(directory.resolve("fleet.secret"), "sluice_abc");
    gateway = new TokenGateway(key);
  }

  @AfterEach
  void stop() {
    assertThat(gateway.seenAt("/v1/tokens")).hasSizeLessThan(2);
    gateway.close();
  }

  private Finding find(String... options) throws Exception {
    return find(gateway.address(), options);
  }

  private Finding find(URI ingest, String... options) throws Exception {
    Named named = new Named();
    new CommandLine(named).parseArgs(options);
    Optional<Path> data = Optional.of(directory.resolve("data"));
    Finding finding = new AuthorizationCheck(named.authorization, Optional.of(ingest), data).run();
    assertThat(finding.toString()).doesNotContain("sluice_abc");
    return finding;
  }

  private Finding findTokens(String... more) throws Exception {
    List<String> options =
        new ArrayList<>(List.of("--tokens", "--credential-file", secret.toString()));
    options.addAll(List.of(more));
    return find(options.toArray(String[]::new));
  }

  @Test
  void run_nothingOrACredentialAlone_asksNobody() throws Exception {
    assertThat(find().status()).isEqualTo(Status.NOT_CHECKED);
    assertThat(find("--credential-file", secret.toString()).status()).isEqualTo(Status.OK);
    assertThat(gateway.seenAt("/v1/reports")).isEmpty();
  }

  @Test
  void run_noneIsKeptYet_warnsAndMakesNothing() throws Exception {
    Finding finding = findTokens();

    assertThat(finding.status()).isEqualTo(Status.WARNING);
    assertThat(finding.detail()).startsWith("none of 4 kept, for localhost");
    assertThat(directory.resolve("data")).doesNotExist();
    assertThat(gateway.seenAt("/v1/tokens")).isEmpty();
    assertThat(gateway.seenAt("/v1/reports"))
        .singleElement()
        .satisfies(asked -> assertThat(asked.authorization()).isEmpty());
  }

  @Test
  void run_oneIsKept_saysSo() throws Exception {
    TokenIssuer issuer =
        new TokenIssuer(
            gateway.address(),
            FleetCredential.fromFile(secret),
            TokenTerms.of(gateway.address(), Optional.empty(), List.of()),
            Duration.ofSeconds(10));
    TokenAuthorization.in(directory.resolve("data"), issuer, line -> {}).fetchOne();

    assertThat(findTokens())
        .isEqualTo(Finding.ok("1 of 4 kept, for localhost; the ingest's key is sound"));
  }

  @Test
  void run_whatTheIngestOffersCannotBeTaken_isAProblem() throws Exception {
    assertProblem(findTokens("--token-host", "in.example"), "are not for the host in.example");
    assertProblem(findTokens("--token-key", "ab".repeat(32)), "none of the owner's");
    gateway.offers = List.of();
    assertProblem(findTokens(), "takes no tokens; its ingest needs --token-keys");
  }

  @Test
  void run_nobodyAnswers_isAProblem() throws Exception {
    gateway.close();
    assertProblem(findTokens(), "no answer from 127.0.0.1:");
  }

  @Test
  void run_credentialThatCannotBeShown_isAProblemAndNobodyIsAsked() throws Exception {
    Files.writeString(secret, "two words");
    assertProblem(findTokens(), "does not hold one credential");
    Files.delete(secret);
    assertProblem(findTokens(), secret.toString());
    Files.writeString(secret, "sluice_abc");
    assertProblem(
        find(URI.create("http://in.example"), "--credential-file", secret.toString()),
        "goes over https");
    assertThat(gateway.seenAt("/v1/reports")).isEmpty();
  }

  @Test
  void doctorAndShow_tokensWithoutAnAddress_areWrongUsage() {
    for (String[] command :
        List.of(
            new String[] {"doctor", "--tokens", "--credential-file", "f"},
            new String[] {
              "show",
              "--model",
              "m",
              "--rollout",
              "r",
              "--device-class",
              "laptop-16gb",
              "--data-dir",
              "d",
              "--tokens",
              "--credential-file",
              "f"
            })) {
      CommandRun run = CommandRun.of(command);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("--tokens needs --ingest");
    }
  }

  private static void assertProblem(Finding finding, String detail) {
    assertThat(finding.status()).isEqualTo(Status.PROBLEM);
    assertThat(finding.detail()).contains(detail);
  }
}
