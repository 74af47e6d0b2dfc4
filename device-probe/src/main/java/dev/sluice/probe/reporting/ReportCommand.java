package dev.sluice.probe.reporting;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.consent.ConsentWord;
import dev.sluice.probe.cycle.CycleOutcome;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.cycle.SendDelay;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.probe.subject.UnusableSubjectException;
import dev.sluice.probe.tokens.TokenStock;
import dev.sluice.probe.tokens.TokenSupply;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One turn of the probe: what could not be sent before, then one report on one model version. */
@Command(
    name = "report",
    description = "Runs the suites once and sends one private number about the result, by and by.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the server has the report, it waits for its random time, or there was nothing to say",
      "1:the owner has not agreed, model or ledger cannot be used, or the server refused the"
          + " report",
      "2:the command line is wrong",
      "3:this device is not eligible for the release (--manifest) and was asked about a run;"
          + " nothing was run, and nothing leaves",
      "75:the report is in the ledger and will be offered again by the next turn",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  probe consent telemetry --data-dir ~/.sluice-probe",
      "  probe report --model models/tiny-1.1.0-q8_0.gguf --rollout r1 \\",
      "    --device-class laptop-16gb --ingest http://127.0.0.1:8080 \\",
      "    --data-dir ~/.sluice-probe",
      "",
      "Let a scheduler run it every hour or so: a turn that has nothing to run only",
      "sends what waits and is due. To see a report arrive at once: --send-delay 0.",
      "",
      "'probe show' takes the same options and prints what would be sent;",
      "'probe ledger' lists what was.",
    })
public final class ReportCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int NOT_ELIGIBLE = 3;
  private static final int TRY_AGAIN = 75;

  @Spec private CommandSpec spec;

  @Mixin private TurnOptions options;

  @Option(
      names = "--ingest",
      required = true,
      paramLabel = "URL",
      description = "Where reports go, such as http://127.0.0.1:8080.")
  private URI ingest;

  @Mixin private AuthorizationOptions authorization;

  @Option(
      names = "--consent",
      converter = ConsentWord.class,
      paramLabel = "telemetry",
      description =
          "The owner's first choice, for provisioning. It never overrules a choice that was made "
              + "with 'probe consent'.")
  private @Nullable Consent firstChoice;

  @Option(
      names = "--send-delay",
      defaultValue = "12h",
      converter = DelayConverter.class,
      paramLabel = "TIME",
      description =
          "A new report leaves at a random time within this, such as 90s, 30m or 12h, with the "
              + "first turn after it; so its arrival does not tell when the model ran. 0 sends at "
              + "once, also what waits. Default: ${DEFAULT-VALUE}.")
  private Duration sendDelay;

  @Mixin private CapOptions caps;

  @Override
  public Integer call() {
    MetricRegistry registry = BundledRegistry.load();
    LocalDate today = LocalDate.now(Clock.systemUTC());
    ConsentFile consent = new ConsentFile(options.dataDirectory());
    authorization.requireSense(Optional.of(ingest));
    try {
      Turn turn = options.turn(registry, today);
      Caps allCaps = caps.caps();
      Optional<String> objection = objection(consent);
      if (objection.isPresent()) {
        if (consent.read().isPresent()) {
          int erased = Withdrawal.of(options.dataDirectory(), allCaps, today);
          if (erased > 0) {
            say("reports that waited and were erased: " + erased);
          }
        }
        return fail(objection.get());
      }
      if (turn.release().isPresent()) {
        turn.release().get().accept();
      }
      try (LedgerFile ledger = LedgerFile.open(options.dataDirectory(), allCaps, today)) {
        int exitCode = run(turn, registry, ledger, consent);
        if (!consent.allowsReports()) {
          say("the owner has opted out; reports that waited and were erased: " + ledger.withdraw());
          TokenStock.erase(options.dataDirectory());
        }
        return exitCode;
      }
    } catch (NotEligibleException e) {
      say("nothing was run: " + e.getMessage());
      return NOT_ELIGIBLE;
    } catch (IOException | LedgerException | UnusableSubjectException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  /** Why no report may be made, if so. The option is a first choice only: no is no. */
  private Optional<String> objection(ConsentFile consent) throws IOException {
    Optional<Consent> made = consent.read();
    if (made.isEmpty() && firstChoice != null) {
      consent.write(firstChoice);
      made = Optional.of(firstChoice);
    }
    if (consent.allowsReports()) {
      return Optional.empty();
    }
    return Optional.of(
        made.map(choice -> "the owner's choice is " + choice + ", so nothing is reported")
                .orElse("nobody has agreed to reports from this device yet")
            + "; 'probe show' prints what one would say, 'probe consent telemetry --data-dir "
            + options.dataDirectory()
            + "' agrees");
  }

  private int run(Turn turn, MetricRegistry registry, LedgerFile ledger, ConsentFile consent)
      throws IOException {
    AuthorizationOptions.Chosen shown =
        authorization.chosen(ingest, options.dataDirectory(), this::say);
    ReportSender sender =
        new ReportSender(
            ingest,
            RetryPolicy.DEFAULT,
            new SecureRandom()::nextDouble,
            consent::allowsReports,
            shown.authorization());
    ReportCycle cycle =
        new ReportCycle(
            registry,
            new ReportAssembler(registry, new SecureRandomness()),
            ledger,
            new SendDelay(sendDelay, InstantSource.system(), new SecureRandomness()),
            sender::send);
    List<Delivery> resent = cycle.resend();
    resent.forEach(earlier -> say("an earlier report: " + describe(earlier)));
    CycleOutcome outcome = cycle.run(turn.rollout(), turn.header(), turn.measurements());
    if (resent.isEmpty() && !(outcome instanceof CycleOutcome.Released)) {
      fetchAhead(shown.supply(), consent);
    }
    return show(outcome, turn);
  }

  /** In a turn that sends nothing: who fetched and who sent must not be seen side by side. */
  private void fetchAhead(TokenSupply supply, ConsentFile consent) throws IOException {
    if (consent.allowsReports() && supply.isShort()) {
      supply.fetchOne().ifPresent(why -> say("none was fetched ahead: " + why.reason()));
    }
  }

  private int show(CycleOutcome outcome, Turn turn) {
    if (outcome instanceof CycleOutcome.Released released) {
      say("drew " + released.metric() + "; " + describe(released.delivery()));
      if (released.delivery() instanceof Delivery.Acknowledged) {
        return 0;
      }
      return released.delivery() instanceof Delivery.Refused ? FAILED : TRY_AGAIN;
    }
    if (outcome instanceof CycleOutcome.Waiting waiting) {
      say(
          "drew "
              + waiting.metric()
              + "; the report leaves with a later turn, after a random delay");
    } else if (outcome instanceof CycleOutcome.BudgetRefused refused) {
      say(
          "nothing was run: "
              + refused.reason()
              + refused.allowedFrom().map(day -> "; more is allowed from " + day).orElse(""));
    } else if (outcome instanceof CycleOutcome.NotEligible notEligible) {
      say("nothing was run: " + turn.objection().orElse(notEligible.reason()));
      return NOT_ELIGIBLE;
    } else if (outcome instanceof CycleOutcome.NothingToReport nothing) {
      say("nothing was run: " + nothing.reason());
    } else {
      say("nothing was run: rollout " + turn.rollout() + " has been answered for this version");
    }
    return 0;
  }

  private static String describe(Delivery delivery) {
    if (delivery instanceof Delivery.Refused refused) {
      return "refused for good: " + refused.reason();
    }
    if (delivery instanceof Delivery.Deferred deferred) {
      return "kept for a later turn: " + deferred.reason();
    }
    return "the server has it";
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("probe: " + line);
    err.flush();
  }

  private int fail(String line) {
    say(line);
    return FAILED;
  }
}
