package dev.sluice.ingest.credential;

import dev.sluice.ingest.senders.DatedKey;
import dev.sluice.ingest.senders.TokenKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a key that signs tokens. */
@Command(
    name = "token-key",
    description = {
      "Appends a new key to a file of token keys (ingest --token-keys).",
      "",
      "A token is good until the last day of its key, and spent tokens are remembered as long. Let"
          + " a key begin some days before the one before it ends: the newest signs, all are taken."
          + " The file holds private keys; it is made readable for its owner alone.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the key is in the file", "1:the file cannot be used", "2:wrong usage"})
public final class TokenKeyCommand implements Callable<Integer> {
  private static final int BITS = 2048;
  private static final int MOST_DAYS = 400;

  @Spec private CommandSpec spec;

  @Option(names = "--file", required = true, paramLabel = "FILE", description = "The file.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The key's first UTC day, such as 2027-01-31; default: today.")
  private @Nullable LocalDate firstDay;

  @Option(
      names = "--days",
      defaultValue = "30",
      paramLabel = "N",
      description = "On how many days its tokens are taken, 1 to 400.")
  private int days;

  @Override
  public Integer call() throws NoSuchAlgorithmException {
    if (days < 1 || days > MOST_DAYS) {
      throw new ParameterException(spec.commandLine(), "--days must be 1 to " + MOST_DAYS);
    }
    LocalDate first = firstDay == null ? LocalDate.now(Clock.systemUTC()) : firstDay;
    LocalDate last = first.plusDays(days - 1L);
    try {
      AppendedLine.append(
          file,
          DatedKey.line(first, last, newKey()),
          text -> TokenKeyFile.parse(text, file.toString()));
    } catch (IOException e) {
      spec.commandLine().getErr().println("token-key: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    spec.commandLine().getErr().println("a key for " + first + " to " + last + " is in " + file);
    return ExitCode.OK;
  }

  private static byte[] newKey() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    return generator.generateKeyPair().getPrivate().getEncoded();
  }
}
