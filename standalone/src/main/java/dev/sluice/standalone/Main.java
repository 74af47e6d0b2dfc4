package dev.sluice.standalone;

import dev.sluice.fleet.FleetCommand;
import dev.sluice.gate.GateCommand;
import dev.sluice.ingest.IngestCommand;
import dev.sluice.jobs.JobsCommand;
import dev.sluice.probe.ProbeCommand;
import dev.sluice.standalone.demo.DemoCommand;
import dev.sluice.standalone.query.QueryCommand;
import dev.sluice.standalone.up.UpCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Sluice: every module's command under one name. */
@Command(
    name = "sluice",
    description =
        "Decides, from private evidence, whether a new on-device model may reach more devices.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      QueryCommand.class,
      ProbeCommand.class,
      IngestCommand.class,
      JobsCommand.class,
      GateCommand.class,
      FleetCommand.class,
    },
    mixinStandardHelpOptions = true,
    version = "sluice 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nBegin with:%n",
    footer = {
      "  sluice demo                      two rollouts of tiny models, from probe to verdict",
      "  sluice COMMAND --help            what a command does, with examples"
    })
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code: 0 ok, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::failed)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  /** People get one line; the stack trace goes to the log. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    LoggerFactory.getLogger(Main.class).info("failed", e);
    String cause = e instanceof UncheckedIOException io ? ": " + reason(io.getCause()) : "";
    command
        .getErr()
        .println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage() + cause);
    return 1;
  }

  /**
   * The messages of file exceptions are bare paths; their names say what is wrong with the path.
   */
  private static String reason(@Nullable IOException e) {
    if (e == null) {
      return "";
    }
    return e instanceof FileSystemException file && file.getReason() == null
        ? e.getClass().getSimpleName().replace("Exception", "") + " " + file.getFile()
        : String.valueOf(e.getMessage());
  }
}
