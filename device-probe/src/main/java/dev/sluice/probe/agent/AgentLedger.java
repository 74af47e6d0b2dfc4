package dev.sluice.probe.agent;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.cycle.SendDelay;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerFile;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.report.ReportAssembler;
import java.io.IOException;
import java.util.List;

/** The agent's way to its ledger: open only while it is written, and emptied if consent is gone. */
final class AgentLedger {
  private final AgentSettings settings;
  private final AgentPorts ports;
  private final MetricRegistry registry;
  private final ConsentFile consent;

  AgentLedger(
      AgentSettings settings, AgentPorts ports, MetricRegistry registry, ConsentFile consent) {
    this.settings = settings;
    this.ports = ports;
    this.registry = registry;
    this.consent = consent;
  }

  /** What to do while nobody else can have the ledger; says whether anything was sent. */
  @FunctionalInterface
  interface Work {
    boolean with(ReportCycle cycle) throws IOException;
  }

  /** Opens the ledger for a piece of work; who opts out meanwhile finds nothing left after it. */
  boolean open(Work work) throws IOException, LedgerException {
    try (LedgerFile ledger =
        LedgerFile.open(settings.dataDirectory(), settings.caps(), ports.days().utcDay())) {
      boolean sent = work.with(cycle(ledger));
      if (!consent.allowsReports()) {
        ledger.withdraw();
      }
      return sent;
    }
  }

  /** What it holds, without opening it. */
  LedgerState state() throws LedgerException {
    LedgerView view =
        LedgerView.of(settings.dataDirectory(), settings.caps(), ports.days().utcDay());
    if (view instanceof LedgerView.Closed closed) {
      throw new LedgerException(closed.reason());
    }
    return view instanceof LedgerView.Present present
        ? present.state()
        : LedgerState.empty(settings.caps());
  }

  /** The reports that are still to be sent. */
  List<LedgerRecord.Released> waiting() throws LedgerException {
    return state().unsettled();
  }

  SendDelay sendDelay() {
    return new SendDelay(settings.sendDelay(), ports.clock(), ports.randomness());
  }

  private ReportCycle cycle(LedgerFile ledger) {
    return new ReportCycle(
        registry,
        new ReportAssembler(registry, ports.randomness()),
        ledger,
        sendDelay(),
        ports.sender());
  }
}
