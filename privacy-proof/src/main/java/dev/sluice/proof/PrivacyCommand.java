package dev.sluice.proof;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code privacy}, alone or below another one. */
@Command(
    name = "privacy",
    description = "Says what may leave a device and how private it is, and puts that to the test.",
    mixinStandardHelpOptions = true,
    subcommands = {ReportCommand.class, AuditCommand.class, PowerCommand.class},
    footerHeading = "%nExample:%n",
    footer = {
      "  privacy report                 # what may leave a device, in words",
      "  privacy report --registry metrics.yaml --json",
      "  privacy audit                  # attacks the bytes of every mechanism and tier",
      "  privacy power                  # how many devices each way of asking needs",
    })
public final class PrivacyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of the commands below is needed");
  }
}
