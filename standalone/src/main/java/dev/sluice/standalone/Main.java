package dev.sluice.standalone;

import dev.sluice.authoring.SuiteCommand;
import dev.sluice.fleet.FleetCommand;
import dev.sluice.gate.GateCommand;
import dev.sluice.ingest.IngestCommand;
import dev.sluice.jobs.JobsCommand;
import dev.sluice.probe.ProbeCommand;
import dev.sluice.probe.WrongUsage;
import dev.sluice.proof.PrivacyCommand;
import dev.sluice.standalone.bench.BenchCommand;
import dev.sluice.standalone.chaos.ChaosCommand;
import dev.sluice.standalone.demo.DemoCommand;
import dev.sluice.standalone.query.QueryCommand;
import dev.sluice.standalone.up.UpCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Set;
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
      SuiteCommand.class,
      PrivacyCommand.class,
      IngestCommand.class,
      JobsCommand.class,
      GateCommand.class,
      FleetCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
    },
    mixinStandardHelpOptions = true,
    version = "sluice 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nBegin with:%n",
    footer = {
      "  sluice demo              two rollouts of tiny models, from probe to verdict",
      "  sluice COMMAND --help    what a command does, with examples"
    })
public final class Main {
  private static final String LOGBACK_CONFIGURATION = "logback.configurationFile";

  /** Not a class's name: consoles that show what our classes say shall not show stack traces. */
  private static final String FAILURES = "sluice";

  /** Servers of a cluster, which log as they do without this program around them. */
  private static final Set<String> SERVERS = Set.of("ingest", "jobs", "gate");

  private Main() {}

  /** Runs one command and ends the process with its exit code: 0 ok, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    // What is printed is read by programs too: numbers have one form, wherever this runs.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    chooseLogging(arguments);
    System.exit(run(arguments));
  }

  /** Before any logger is made. */
  private static void chooseLogging(String[] arguments) {
    if (arguments.length > 0
        && SERVERS.contains(arguments[0])
        && System.getProperty(LOGBACK_CONFIGURATION) == null) {
      System.setProperty(LOGBACK_CONFIGURATION, "dev/sluice/" + arguments[0] + "/logback.xml");
    }
  }

  private static int run(String... arguments) {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(Main::failed)
        .setParameterExceptionHandler(new WrongUsage())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }

  /** People get one line; the stack trace goes to the log. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    LoggerFactory.getLogger(FAILURES).info("failed", e);
    String cause = e instanceof UncheckedIOException io ? ": " + reason(io.getCause()) : "";
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message + cause);
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
