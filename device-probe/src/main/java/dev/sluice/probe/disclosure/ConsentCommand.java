package dev.sluice.probe.disclosure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.tokens.TokenStock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows or records what the device's owner agrees to. */
@Command(
    name = "consent",
    description = "Shows or records what the device's owner agrees to.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the choice is shown, or recorded and carried out",
      "1:it cannot be, or not wholly: the message says what is left to do",
      "2:the command line is wrong",
    },
    footerHeading = "%nChoices:%n",
    footer = {
      "  telemetry  evaluations, and private reports about them",
      "  eval-only  evaluations whose results stay here; holds until a choice is made",
      "  off        no reports, and 'probe eval --data-dir DIR' runs nothing either",
      "",
      "All but telemetry stop sending at once, also in a probe that is running, and",
      "erase the bytes of all reports. What they have cost stays spent.",
      "",
      "Examples:",
      "  probe consent --data-dir ~/.sluice-probe",
      "  probe consent telemetry --data-dir ~/.sluice-probe",
    })
public final class ConsentCommand implements Callable<Integer> {
  private static final String SHOW = "show";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      defaultValue = SHOW,
      paramLabel = "show|off|eval-only|telemetry",
      description = "What to do; default: ${DEFAULT-VALUE}.")
  private String choice;

  @Option(
      names = "--data-dir",
      required = true,
      paramLabel = "DIR",
      description = "The probe's data directory.")
  private Path dataDirectory;

  @Option(names = "--json", description = "Print the choice as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      if (!choice.equals(SHOW)) {
        record(parsed());
      }
      show();
      return 0;
    } catch (IOException | LedgerException e) {
      say(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private Consent parsed() {
    return Consent.of(choice)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "the choice must be show, off, eval-only or telemetry, was " + choice));
  }

  /** The choice first: from then on nothing is sent. Then the bytes that wait. */
  private void record(Consent consent) throws IOException, LedgerException {
    new ConsentFile(dataDirectory).write(consent);
    LocalDate today = LocalDate.now(Clock.systemUTC());
    LedgerView view = LedgerView.of(dataDirectory, Caps.DEFAULT, today);
    if (consent.allowsReports() || view instanceof LedgerView.Absent) {
      return;
    }
    TokenStock.erase(dataDirectory);
    if (view instanceof LedgerView.Closed) {
      LedgerFile.eraseClosed(dataDirectory);
      return;
    }
    try (LedgerFile ledger = LedgerFile.open(dataDirectory, Caps.DEFAULT, today)) {
      say("reports that waited and were erased: " + ledger.withdraw());
    } catch (LedgerException e) {
      throw new LedgerException(
          "the choice "
              + consent
              + " holds from now on and nothing is sent, but reports that wait are not erased yet"
              + " (a running probe does so itself; else repeat this): "
              + e.getMessage(),
          e);
    }
  }

  private void show() throws IOException {
    Optional<Consent> made = new ConsentFile(dataDirectory).read();
    Consent effective = new ConsentFile(dataDirectory).effective();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? JsonNodeFactory.instance
                .objectNode()
                .put("consent", effective.toString())
                .put("recorded", made.isPresent())
                .toPrettyString()
            : effective + (made.isPresent() ? "" : " (no choice has been made yet)"));
    out.flush();
  }

  private void say(String line) {
    spec.commandLine().getErr().println("probe: " + line);
    spec.commandLine().getErr().flush();
  }
}
