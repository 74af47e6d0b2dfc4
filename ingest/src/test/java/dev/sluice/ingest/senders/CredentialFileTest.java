package dev.sluice.ingest.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.ingest.reload.UnusableFileException;
import dev.sluice.secrets.SecretHash;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialFileTest {
  private static final String HASH =
      "sha256:0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
  private static final String OTHER = "sha256:" + "0b".repeat(32);

  private static List<FleetCredential> parse(String text) throws UnusableFileException {
    return CredentialFile.parse(text, "c.txt");
  }

  @Test
  void parse_linesOfALine_areTheCredentialsThatMadeThem() throws Exception {
    var credential =
        new FleetCredential(
            "eu-phones",
            SecretHash.of("secret"),
            Optional.of(LocalDate.of(2027, 3, 31)),
            Optional.of(2.5));

    FleetCredential read = parse("# who\n\n  " + credential.line() + "\r\n").get(0);

    assertThat(read).usingRecursiveComparison().isEqualTo(credential);
    assertThat(read.toString()).doesNotContain("sha256");
  }

  @Test
  void parse_twoCredentialsOfAFleet_areBothKept() throws Exception {
    assertThat(parse("a " + HASH + "\na " + OTHER + " reports-per-second=7\n"))
        .extracting(FleetCredential::fleet)
        .containsExactly("a", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Phones " + HASH,
        "phones",
        "phones sluice_not-a-hash",
        "phones sha256:0a",
        "phones " + HASH + "00",
        "phones " + HASH + " not-after=tomorrow",
        "phones " + HASH + " not-after=2027-02-30",
        "phones " + HASH + " not-after=2027-01-01 not-after=2027-01-02",
        "phones " + HASH + " reports-per-second=0",
        "phones " + HASH + " reports-per-second=-1",
        "phones " + HASH + " reports-per-second=1e9",
        "phones " + HASH + " reports-per-second=NaN",
        "phones " + HASH + " surplus",
      })
  void parse_badLine_isNamedAndNotQuoted(String line) {
    assertThatThrownBy(() -> parse("a " + OTHER + "\n" + line))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageStartingWith("c.txt:2: ")
        .message()
        .doesNotContain("sluice_not-a-hash", "0a0a", "tomorrow", "surplus")
        .hasLineCount(1);
  }

  @Test
  void parse_contradictions_areRefused() {
    assertThatThrownBy(() -> parse("a " + HASH + "\nb " + HASH)).hasMessageContaining("c.txt:2: ");
    assertThatThrownBy(
            () ->
                parse("a " + HASH + " reports-per-second=1\na " + OTHER + " reports-per-second=2"))
        .hasMessageContaining("one reports-per-second=");
    assertThatThrownBy(() -> parse("# nobody\n")).hasMessageContaining("no credential");
  }

  @Test
  void parse_moreThanAThousand_isRefused() throws Exception {
    String thousand =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "a sha256:%064x\n".formatted(i))
            .collect(Collectors.joining());

    assertThat(parse(thousand)).hasSize(1_000);
    assertThatThrownBy(() -> parse(thousand + "a " + HASH)).hasMessageContaining("c.txt:1001: ");
  }
}
