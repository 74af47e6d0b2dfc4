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
    subcommands = {LintCommand.class},
    footerHeading = "%nExample:%n",
    footer = {
      "  suite lint mood.yaml               # what is wrong with it, and what it costs a device",
    })
public final class SuiteCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of the commands below is needed");
  }
}
