package dev.sluice.probe.disclosure;

import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.reporting.CapOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what was spent, what is left, and every report that was made. */
@Command(
    name = "ledger",
    description = "Shows what was spent, what is left, and every report that was made here.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the ledger is shown",
      "1:it cannot be read, or releases nothing any more",
      "2:the command line is wrong",
    },
    footerHeading = "%n",
    footer = {
      "It only looks: it makes and repairs nothing, and works while a probe runs.",
      "",
      "Example:",
      "  probe ledger --data-dir ~/.sluice-probe --json",
    })
public final class LedgerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description = "The probe's data directory.")
  private Path dataDirectory;

  @Option(
      names = "--epsilon",
      defaultValue = "1",
      paramLabel = "EPSILON",
      description = "Tell when a report of this epsilon is allowed; default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Mixin private CapOptions caps;

  @Option(names = "--json", description = "Print it as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    try {
      LedgerView view = LedgerView.of(dataDirectory, caps.caps(), today);
      Standing standing =
          Standing.of(
              view, new ConsentFile(dataDirectory).effective(), caps.caps(), asked(), today);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? LedgerJson.render(standing) : LedgerTable.render(standing));
      out.flush();
      return view instanceof LedgerView.Closed ? 1 : 0;
    } catch (LedgerException | IOException e) {
      spec.commandLine().getErr().println("probe: " + e.getMessage());
      return 1;
    }
  }

  private Epsilon asked() {
    try {
      return Epsilon.of(epsilon);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--epsilon: " + String.valueOf(e.getMessage()), e);
    }
  }
}
