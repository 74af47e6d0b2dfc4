package dev.sluice.gate;

import dev.sluice.gate.operator.OperatorSecret;
import dev.sluice.gate.operator.OperatorToken;
import dev.sluice.gate.operator.OperatorTokens;
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

/** Makes one operator's token: the secret on standard output, once; its hash into the file. */
@Command(
    name = "operator-token",
    description = {
      "Makes one operator's token, by which rollouts can be begun.",
      "",
      "The secret is printed once, alone, on standard output; what the gate needs is its hash. The"
          + " line that holds it is appended to --file, or else printed for you to do so.",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExample:%n",
    footer = {
      "  gate operator-token --name alice --file operators.txt > alice.secret",
      "  gate serve --operator-token-file operators.txt ...",
      "  gate begin rollout.yaml --gate https://gate.example --token-file alice.secret",
      "",
      "A gate reads its file when it starts. To take a token back, remove its line and",
      "restart the gate.",
    })
final class OperatorTokenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The operator's name: small letters, digits, hyphens.")
  private String name;

  @Option(
      names = "--not-after",
      paramLabel = "DAY",
      description = "The last day (UTC) on which it is taken, such as 2027-03-31.")
  private @Nullable LocalDate lastDay;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "File of tokens to append to; made if it is not there.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    OperatorTokens.objectionToName(name)
        .ifPresent(
            rule -> {
              throw new ParameterException(spec.commandLine(), rule);
            });
    SecureRandom random = new SecureRandom();
    String secret =
        OperatorSecret.create(
            count -> {
              byte[] bytes = new byte[count];
              random.nextBytes(bytes);
              return bytes;
            });
    return hand(secret, OperatorToken.of(name, secret, Optional.ofNullable(lastDay)).line());
  }

  private int hand(String secret, String line) {
    PrintWriter people = spec.commandLine().getErr();
    try {
      if (file == null) {
        people.println("Append this line to the gate's file of tokens (it holds no secret):");
        people.println(line);
      } else {
        OperatorTokenFile.append(file, line);
        people.println("The hash was appended to " + file + ".");
      }
    } catch (IOException e) {
      people.println("operator-token: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    people.println("The secret is on standard output; it is not kept anywhere.");
    people.flush();
    spec.commandLine().getOut().println(secret);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
