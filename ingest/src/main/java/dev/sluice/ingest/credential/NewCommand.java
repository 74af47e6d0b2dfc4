package dev.sluice.ingest.credential;

import dev.sluice.ingest.senders.CredentialFile;
import dev.sluice.ingest.senders.FleetCredential;
import dev.sluice.ingest.senders.FleetSecret;
import dev.sluice.secrets.SecretHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes one credential: the secret on standard output, once; its hash into the file. */
@Command(
    name = "new",
    description = {
      "Makes one credential of a fleet.",
      "",
      "The secret is printed once, alone, on standard output; what the ingest needs is its hash."
          + " The line that holds it is appended to --file, or else printed for you to do so.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nTo replace a credential without a gap:%n",
    footer = {
      "  1. ingest credential new --fleet eu-phones --file credentials.txt > new.secret",
      "     A running ingest takes it within seconds; the one before goes on working.",
      "  2. Bring new.secret to the devices: probe report --credential-file new.secret",
      "  3. Add not-after=DAY to the old line, or remove the line.",
    })
final class NewCommand implements Callable<Integer> {
  private static final double MOST_PER_SECOND = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--fleet",
      required = true,
      paramLabel = "NAME",
      description = "The fleet's name: small letters, digits, hyphens.")
  private String fleet;

  @Option(
      names = "--not-after",
      paramLabel = "DAY",
      description = "The last day (UTC) on which it is taken, such as 2027-03-31.")
  private @Nullable LocalDate lastDay;

  @Option(
      names = "--reports-per-second",
      paramLabel = "N",
      description = "Most reports a second of the whole fleet; the same for all its credentials.")
  private @Nullable Double reportsPerSecond;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Credentials file to append to; made if it is not there.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    CredentialFile.objectionToFleet(fleet).ifPresent(this::refuse);
    if (reportsPerSecond != null
        && !(reportsPerSecond >= 0.001 && reportsPerSecond <= MOST_PER_SECOND)) {
      refuse("--reports-per-second must be 0.001 to 1000000");
    }
    SecureRandom random = new SecureRandom();
    String secret =
        FleetSecret.create(
            count -> {
              byte[] bytes = new byte[count];
              random.nextBytes(bytes);
              return bytes;
            });
    FleetCredential credential =
        new FleetCredential(
            fleet,
            SecretHash.of(secret),
            Optional.ofNullable(lastDay),
            Optional.ofNullable(reportsPerSecond).map(rate -> Math.round(rate * 1000) / 1000.0));
    return hand(secret, credential.line());
  }

  private int hand(String secret, String line) {
    PrintWriter people = spec.commandLine().getErr();
    if (file == null) {
      people.println("Append this line to the ingest's credentials file (it holds no secret):");
      people.println(line);
      people.println("The secret is on standard output; it is not kept anywhere.");
    } else {
      Path target = file;
      try {
        AppendedLine.append(target, line, text -> CredentialFile.parse(text, target.toString()));
      } catch (IOException e) {
        people.println("credential: " + e.getMessage());
        return ExitCode.SOFTWARE;
      }
      people.println("The hash was appended to " + file + ". The secret is on standard output.");
    }
    people.flush();
    spec.commandLine().getOut().println(secret);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private void refuse(String rule) {
    throw new ParameterException(spec.commandLine(), rule);
  }
}
