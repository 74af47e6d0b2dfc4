package dev.sluice.probe.cycle;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.send.Delivery;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Function;

/**
 * A device that reports without pause, for life, in a process that can be killed: a real ledger,
 * real noise, real HTTP. Only the model is missing. It turns its clock by four days a report, so
 * that the window never stands in the way.
 */
final class ReportingChild {
  static final Caps CAPS = new Caps(8, 96_000_000_000L);
  static final Epsilon EPSILON = Epsilon.of(0.5);
  static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);
  static final String READY = "ready";

  private ReportingChild() {}

  /**
   * Runs until it is killed or the budget is spent.
   *
   * @param arguments the data directory, the ingest's address, the device's name
   */
  public static void main(String[] arguments) throws IOException, LedgerException {
    Path directory = Path.of(arguments[0]);
    ReportSender sender =
        new ReportSender(
            URI.create(arguments[1]),
            new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(5)),
            () -> 0.5,
            () -> true);
    // Loads what a turn needs: a kill is to meet the ledger, not the class loader.
    turn(directory.resolveSibling("warm-up"), bytes -> new Delivery.Acknowledged(), "none");
    System.out.println(READY);
    System.out.flush();
    CycleOutcome outcome;
    do {
      outcome = turn(directory, sender::send, arguments[2]);
    } while (!(outcome instanceof CycleOutcome.BudgetRefused));
  }

  /** One turn, as a probe takes it: open, send what waits, report once, close. */
  static CycleOutcome turn(Path directory, Function<byte[], Delivery> sender, String device)
      throws IOException, LedgerException {
    try (LedgerFile ledger = LedgerFile.open(directory, CAPS, FIRST_DAY)) {
      ReportCycle cycle =
          new ReportCycle(
              ScriptedReports.REGISTRY,
              new ReportAssembler(ScriptedReports.REGISTRY, new SecureRandomness()),
              ledger,
              ScriptedReports.AT_ONCE,
              sender);
      cycle.resend();
      int made = ledger.state().reports().size();
      return cycle.run(
          "rollout",
          ScriptedReports.header(
              device, "1.0." + made, ledger.state().newestDay().plusDays(4), EPSILON),
          ScriptedReports.measurements());
    }
  }
}
