package dev.sluice.authoring;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code suite}, alone or below another one. */
@Command(
    name = "suite",
    description = "For people who write eval suites.",
    mixinStandardHelpOptions = true,
    subcommands = {ListCommand.class, NewCommand.class, LintCommand.class, ImportCommand.class},
    footerHeading = "%nExample:%n",
    footer = {
      "  suite list                         # what comes with Sluice",
      "  suite new --template classification -o mood.yaml",
      "  suite lint mood.yaml               # what is wrong with it, and its cost",
      "  suite import --from promptfoo promptfooconfig.yaml -o mood.yaml",
    })
public final class SuiteCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of the commands below is needed");
  }
}
