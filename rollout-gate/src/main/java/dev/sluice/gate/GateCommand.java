package dev.sluice.gate;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code gate}, alone or below another one. */
@Command(
    name = "gate",
    description = "Decides, from private evidence, whether a candidate may reach more devices.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ServeCommand.class,
      LintCommand.class,
      PlanCommand.class,
      ExampleCommand.class,
      BeginCommand.class,
      OperatorTokenCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gate example > rollout.yaml        # a commented policy to start from",
      "  gate lint rollout.yaml",
      "  gate plan rollout.yaml --devices 400000 --epsilon 2",
      "  gate serve --bootstrap-servers localhost:9092",
      "  gate begin rollout.yaml --gate http://127.0.0.1:8090",
    })
public final class GateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of the commands below is needed");
  }
}
