package dev.sluice.gate;

import dev.sluice.gate.client.GateAddress;
import dev.sluice.gate.client.RolloutRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a rollout at a gate that runs. */
@Command(
    name = "begin",
    description = {
      "Begins a rollout: sends a policy to a gate that runs, and says what became of it.",
      "A token goes to this machine, or over https, and nowhere else.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the rollout has begun",
      "1:the gate cannot be reached, or has refused; the reason is on standard error",
      "2:wrong usage"
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gate begin rollout.yaml --gate https://gate.example --token-file alice.secret",
    })
final class BeginCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POLICY.yaml", description = "The policy.")
  private Path policy;

  @Option(
      names = "--gate",
      required = true,
      paramLabel = "URL",
      description = "The gate, such as http://127.0.0.1:8090.")
  private String gate;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "An operator's secret, as gate operator-token prints it.")
  private @Nullable Path tokenFile;

  @Option(names = "--json", description = "Print the rollout as the gate tells it.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter people = spec.commandLine().getErr();
    GateAddress address = address();
    try {
      JsonObject rollout =
          new RolloutRequest(address, token()).begin(SmallFiles.read(policy), policy.toString());
      spec.commandLine().getOut().println(json ? rollout.encodePrettily() : line(rollout));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      people.println("begin: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private GateAddress address() {
    try {
      GateAddress address = GateAddress.of(gate);
      if (tokenFile != null && !address.keepsSecrets()) {
        throw new IllegalArgumentException(
            "--token-file: a token goes to another machine over https only, and --gate is not");
      }
      return address;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<String> token() throws IOException {
    if (tokenFile == null) {
      return Optional.empty();
    }
    String token = SmallFiles.read(tokenFile).strip();
    if (!token.matches("[\\x21-\\x7e]{1,1000}")) {
      throw new IOException(tokenFile + ": must hold one token, and nothing else");
    }
    return Optional.of(token);
  }

  private static String line(JsonObject rollout) {
    return "rollout %s: %s at %s %%"
        .formatted(
            rollout.getString("id"),
            rollout.getString("state"),
            rollout.getInteger("stagePercent"));
  }
}
