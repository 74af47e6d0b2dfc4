package dev.sluice.probe.tokens;

import static dev.sluice.probe.tokens.TokenProbe.ONE;
import static dev.sluice.probe.tokens.TokenProbe.OTHER;
import static dev.sluice.probe.tokens.TokenProbe.assertKept;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.send.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A probe that shows tokens, against a gateway that gives and takes them. */
@Timeout(60)
class TokenAuthorizationTest {
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
  void send_tokensWereFetchedAhead_showsOneAndNoCredential() {
    probe.fill(2);
    int before = probe.gateway.seen.size();

    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);

    assertThat(probe.gateway.seen.subList(before, probe.gateway.seen.size()))
        .singleElement()
        .satisfies(only -> assertThat(only.authorization()).startsWith("PrivateToken token="));
    assertThat(probe.gateway.stored).containsExactly(ONE);
    assertThat(probe.kept().lines()).as("its checksum, and one token that is left").hasSize(2);
    assertThat(probe.said).isEmpty();
  }

  @Test
  void send_noTokenIsKept_fetchesOneOnAnotherConnectionAndSaysSo() {
    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);

    assertThat(probe.said).singleElement().asString().contains("easier to connect by time");
    assertThat(probe.gateway.seenAt("/v1/tokens")).hasSize(1);
    TokenGateway.Seen fetched = probe.gateway.seenAt("/v1/tokens").get(0);
    TokenGateway.Seen sent = probe.gateway.seen.get(probe.gateway.seen.size() - 1);
    assertThat(sent.path()).isEqualTo("/v1/reports");
    assertThat(sent.port()).isNotEqualTo(fetched.port());
    assertThat(probe.gateway.seenAt("/v1/reports"))
        .noneMatch(each -> each.authorization().startsWith("Bearer"));
    assertThat(probe.kept().lines()).as("no token is left").hasSize(1);
  }

  @Test
  void supply_isShortUntilAFewAreKept() throws IOException {
    int fetched = 0;
    while (probe.tokens().isShort()) {
      assertThat(probe.tokens().fetchOne()).isEmpty();
      fetched++;
    }
    assertThat(fetched).isEqualTo(TokenStock.FULL);
    assertThat(new HashSet<>(probe.kept().lines().toList())).hasSize(TokenStock.FULL + 1);
  }

  @Test
  void send_answerWasLost_showsTheSameTokenWithTheSameReportAndNoOther() {
    probe.fill(3);
    probe.gateway.losesAnswers = true;
    assertKept(probe.send(ONE, 2), "503");
    assertKept(probe.send(OTHER, 1), "503");
    probe.gateway.losesAnswers = false;

    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
    assertThat(probe.send(OTHER, 1)).isInstanceOf(Delivery.Acknowledged.class);

    List<String> shown = probe.gateway.shown();
    assertThat(shown).hasSize(5);
    assertThat(List.of(shown.get(1), shown.get(3))).containsOnly(shown.get(0));
    assertThat(shown.get(2)).isEqualTo(shown.get(4)).isNotEqualTo(shown.get(0));
    assertThat(probe.kept()).as("only the third is left").contains(" -\n");
    assertThat(probe.kept().lines()).hasSize(2);
  }

  @Test
  void send_keyIsGone_throwsItsTokensAwayAndFetchesAnother() {
    probe.fill(3);
    probe.gateway.use(probe.newKey);
    probe.gateway.keys.remove(probe.oldKey);

    assertKept(probe.send(ONE, 1), "not valid any more");
    assertThat(probe.kept().lines()).as("none is left").hasSize(1);
    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
    assertThat(probe.gateway.stored).containsExactly(ONE);
  }

  @Test
  void send_newKeySignsAndTheOldIsStillTaken_showsTheOldToken() {
    probe.fill(1);
    probe.gateway.use(probe.newKey);

    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);
    assertThat(probe.gateway.shown()).hasSize(1);
  }

  @Test
  void send_tokenWasSpent_throwsItAloneAwayAndShowsTheNext() {
    probe.fill(2);
    String first = probe.kept().lines().toList().get(1).replace(" -", "");
    probe.gateway.spent.put(first, OTHER);

    assertKept(probe.send(ONE, 1), "spent");
    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Acknowledged.class);

    assertThat(probe.gateway.shown()).hasSize(2).doesNotHaveDuplicates();
    assertThat(probe.gateway.seenAt("/v1/tokens")).as("fetched ahead, none since").hasSize(2);
  }

  @Test
  void send_reportIsRefusedForGood_deletesItsToken() {
    probe.fill(1);
    probe.gateway.instead =
        Optional.of(
            exchange -> TokenGateway.answer(exchange, 422, "text/plain", "no".getBytes(US_ASCII)));

    assertThat(probe.send(ONE, 1)).isInstanceOf(Delivery.Refused.class);
    assertThat(probe.kept().lines()).hasSize(1);
  }

  @Test
  void send_serverTakesNoTokens_keepsReportAndToken() {
    probe.fill(1);
    probe.gateway.instead =
        Optional.of(exchange -> probe.gateway.refuse(exchange, "credential-refused"));

    assertKept(probe.send(ONE, 2), "takes no tokens");
    assertThat(new HashSet<>(probe.gateway.shown())).hasSize(1);
    assertThat(probe.kept().lines()).hasSize(2);
  }

  @Test
  void send_redirected_keepsTheReportAndShowsTheTokenNowhereElse() {
    probe.fill(1);
    probe.gateway.instead = Optional.of(TokenGateway::redirect);
    int before = probe.gateway.seen.size();

    assertKept(probe.send(ONE, 1), "302");
    assertThat(probe.gateway.seen).hasSize(before + 1);
  }

  @Test
  void send_diskIsFull_keepsTheReportAndShowsNothing() {
    probe.fill(1);
    probe.files.failAfter(0);

    assertKept(probe.send(ONE, 1), "cannot be used");
    assertThat(probe.gateway.shown()).isEmpty();
  }
}
