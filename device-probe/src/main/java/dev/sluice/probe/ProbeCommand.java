package dev.sluice.probe;

import dev.sluice.probe.bench.BenchCommand;
import dev.sluice.probe.daemon.DaemonCommand;
import dev.sluice.probe.daemon.StatusCommand;
import dev.sluice.probe.disclosure.ConsentCommand;
import dev.sluice.probe.disclosure.LedgerCommand;
import dev.sluice.probe.disclosure.ShowCommand;
import dev.sluice.probe.doctor.DoctorCommand;
import dev.sluice.probe.eval.EvalCommand;
import dev.sluice.probe.fitting.FitCommand;
import dev.sluice.probe.releasing.ReleaseCommand;
import dev.sluice.probe.reporting.ReportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code probe}, alone or below another one. */
@Command(
    name = "probe",
    description = "Runs eval suites on the model that is installed on this device.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EvalCommand.class,
      FitCommand.class,
      DoctorCommand.class,
      ReleaseCommand.class,
      ShowCommand.class,
      ReportCommand.class,
      LedgerCommand.class,
      ConsentCommand.class,
      BenchCommand.class,
      DaemonCommand.class,
      StatusCommand.class
    },
    footer = {
      "",
      "@|bold fit|@ tells before a download whether a model fits into memory.",
      "Results of @|bold eval|@ stay on this device.",
      "@|bold report|@ sends one number, drawn at random and noised before it leaves,",
      "and only after @|bold consent telemetry|@. @|bold show|@ prints what it would say,",
      "@|bold ledger|@ what was said and what is left of the budget.",
      "@|bold daemon|@ does it by itself, when the device is idle and on the charger;",
      "@|bold status|@ says what it does and why it waits.",
    })
public final class ProbeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
