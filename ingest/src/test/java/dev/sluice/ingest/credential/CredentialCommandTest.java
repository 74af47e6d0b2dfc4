package dev.sluice.ingest.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ingest.IngestCommand;
import dev.sluice.ingest.senders.CredentialFile;
import dev.sluice.ingest.senders.FleetCredential;
import dev.sluice.ingest.senders.TokenKeyFile;
import dev.sluice.secrets.SecretHash;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CredentialCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  private int execute(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new IngestCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void newCredential_withFile_printsTheSecretAloneAndKeepsItsHashAlone() throws Exception {
    Path file = directory.resolve("credentials.txt");
    assertThat(execute("credential", "new", "--fleet", "phones", "--file", file.toString()))
        .isZero();
    String first = out.toString().strip();
    assertThat(
            execute(
                "credential",
                "new",
                "--fleet",
                "phones",
                "--file",
                file.toString(),
                "--not-after",
                "2027-03-31",
                "--reports-per-second",
                "2.5"))
        .isZero();
    String second = out.toString().strip();

    String text = Files.readString(file);
    List<FleetCredential> credentials = CredentialFile.parse(text, "c");
    assertThat(credentials)
        .extracting(FleetCredential::hash)
        .containsExactly(SecretHash.of(first), SecretHash.of(second));
    assertThat(credentials.get(1).line()).endsWith(" not-after=2027-03-31 reports-per-second=2.5");
    assertThat(text).doesNotContain(first, second);
    assertThat(err.toString()).doesNotContain(second);
  }

  @Test
  void newCredential_withoutFile_printsTheLineForPeople() throws Exception {
    assertThat(execute("credential", "new", "--fleet", "phones")).isZero();

    assertThat(out.toString()).hasLineCount(1);
    String line =
        err.toString().lines().filter(each -> each.startsWith("phones ")).findFirst().orElseThrow();
    assertThat(CredentialFile.parse(line, "c").get(0).hash())
        .isEqualTo(SecretHash.of(out.toString().strip()));
  }

  @Test
  void newCredential_wrongUsage_is2AndMakesNothing() {
    for (String[] wrong :
        new String[][] {
          {"credential"},
          {"credential", "new"},
          {"credential", "new", "--fleet", "No Name"},
          {"credential", "new", "--fleet", "a", "--not-after", "soon"},
          {"credential", "new", "--fleet", "a", "--reports-per-second", "0"},
          {"credential", "new", "--fleet", "a", "--reports-per-second", "NaN"},
        }) {
      assertThat(execute(wrong)).as(String.join(" ", wrong)).isEqualTo(2);
      assertThat(out.toString()).isEmpty();
    }
  }

  @Test
  void newCredential_fileThatCannotBeUsed_is1AndTellsNoSecret() throws Exception {
    Path file = Files.writeString(directory.resolve("c.txt"), "nonsense\n");

    assertThat(execute("credential", "new", "--fleet", "a", "--file", file.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("credential: " + file + ":1: ").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(Files.readString(file, UTF_8)).isEqualTo("nonsense\n");
  }

  @Test
  void newCredential_fileWithoutALastLineEnd_beginsALineOfItsOwn() throws Exception {
    Path file = directory.resolve("c.txt");
    Files.writeString(file, "old sha256:" + "0".repeat(64));

    assertThat(execute("credential", "new", "--fleet", "a", "--file", file.toString())).isZero();
    assertThat(CredentialFile.parse(Files.readString(file), "c")).hasSize(2);
  }

  @Test
  void tokenKey_isAppendedAndReadableForItsOwnerAlone() throws Exception {
    Path file = directory.resolve("keys.txt");
    assertThat(execute("token-key", "--file", file.toString(), "--from", "2027-01-01")).isZero();
    assertThat(execute("token-key", "--file", file.toString(), "--days", "3")).isZero();

    assertThat(TokenKeyFile.parse(Files.readString(file), "k")).hasSize(2);
    assertThat(Files.readString(file)).startsWith("2027-01-01 2027-01-30 ");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(execute("token-key", "--file", file.toString(), "--days", "0")).isEqualTo(2);
    Files.writeString(file, "nonsense");
    assertThat(execute("token-key", "--file", file.toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("token-key: " + file + ":1: ").hasLineCount(1);
  }

  @Test
  void check_saysWhoMaySendOrWhatIsWrong() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("c.txt"), "old sha256:" + "0".repeat(64) + " not-after=2020-01-01");

    assertThat(execute("credential", "check", "--file", file.toString())).isZero();
    assertThat(out.toString()).contains("old", "expired", "2020-01-01").doesNotContain("0000");
    assertThat(execute("credential", "check", "--file", "nowhere")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("credential: nowhere: there is no such file");
  }
}
