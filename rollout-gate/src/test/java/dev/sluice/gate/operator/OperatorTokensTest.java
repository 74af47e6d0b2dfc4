package dev.sluice.gate.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTokensTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void parse_commentsAndSeveralTokens_eachIsTaken() throws Exception {
    OperatorTokens tokens =
        OperatorTokens.parse(
            "# operators\n\n"
                + OperatorToken.of("alice", "one", Optional.empty()).line()
                + "\r\n  "
                + OperatorToken.of("alice", "two", Optional.of(DAY)).line(),
            "operators.txt");

    assertThat(tokens.judge("Bearer one", DAY)).isEqualTo(OperatorTokens.Verdict.ADMITTED);
    assertThat(tokens.judge("bearer  two ", DAY)).isEqualTo(OperatorTokens.Verdict.ADMITTED);
    assertThat(tokens.judge("Bearer two", DAY.plusDays(1)))
        .isEqualTo(OperatorTokens.Verdict.REFUSED);
    assertThat(tokens.judge("Bearer three", DAY)).isEqualTo(OperatorTokens.Verdict.REFUSED);
    assertThat(tokens.judge(null, DAY)).isEqualTo(OperatorTokens.Verdict.REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "'', operators.txt: there is no token in it",
    "'# alone', operators.txt: there is no token in it",
    "Alice HASH, operators.txt:1: an operator's name",
    "alice, operators.txt:1: the second word",
    "alice sluice_op_secret, operators.txt:1: the second word",
    "alice HASH not-after=tomorrow, operators.txt:1: not-after= must be a day",
    "alice HASH reports-per-second=3, operators.txt:1: after the hash",
    "'alice HASH\nbob HASH', operators.txt:2: the same token",
  })
  void parse_whatCannotBeUsed_refusedByLineAndNotQuoted(String text, String message) {
    String content = text.replace("HASH", HASH).replace("\\n", "\n");

    assertThatThrownBy(() -> OperatorTokens.parse(content, "operators.txt"))
        .isInstanceOf(UnusableTokensException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("sluice_op_secret");
  }

  @Test
  void create_secret_isLongAndHasAPrefixThatScannersKnow() {
    assertThat(OperatorSecret.create(byte[]::new)).matches("sluice_op_[A-Za-z0-9_-]{43}");
  }
}
