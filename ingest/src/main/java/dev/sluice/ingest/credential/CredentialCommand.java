package dev.sluice.ingest.credential;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ingest credential}; its parts do the work. */
@Command(
    name = "credential",
    description = {
      "Makes credentials by which an ingest knows a fleet, and checks the file of them.",
      "",
      "A credential names a fleet, the same for all its devices, and never a device. Which fleet a"
          + " report came from is not kept.",
      "",
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {NewCommand.class, CheckCommand.class})
public final class CredentialCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand: new or check");
  }
}
