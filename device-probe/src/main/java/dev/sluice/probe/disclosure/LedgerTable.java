package dev.sluice.probe.disclosure;

import dev.sluice.privacy.budget.Budget;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.RecordedReport;
import java.util.Locale;

/** A device's standing as text for people. */
final class LedgerTable {
  private LedgerTable() {}

  static String render(Standing standing) {
    StringBuilder text = new StringBuilder();
    line(text, "consent", standing.consent().toString());
    standing.trouble().ifPresent(trouble -> line(text, "trouble", trouble));
    standing.state().ifPresent(state -> budget(state, text));
    line(text, "next report", next(standing));
    reports(standing, text);
    return text.toString().stripTrailing();
  }

  private static void budget(LedgerState state, StringBuilder text) {
    Budget budget = state.budget();
    line(
        text,
        "spent",
        "epsilon %s of %s for life; %s left"
            .formatted(
                Epsilon.text(budget.spentNano()),
                Epsilon.text(budget.caps().lifetimeNano()),
                Epsilon.text(budget.leftNano())));
    line(
        text,
        "window",
        "at most %d reports within %d days"
            .formatted(budget.caps().reportsPerWindow(), Caps.WINDOW_DAYS));
    state
        .quarantinedUntil()
        .ifPresent(
            day -> line(text, "quarantine", "until " + day + ": an earlier ledger was lost"));
  }

  private static String next(Standing standing) {
    if (standing.state().isEmpty()) {
      return "never";
    }
    if (!standing.consent().allowsReports()) {
      return "not while consent is " + standing.consent();
    }
    if (standing.next() instanceof SpendingDecision.Refused refused) {
      return refused.allowedFrom().map(day -> "from " + day).orElse("never")
          + ": "
          + refused.reason();
    }
    return "allowed now";
  }

  private static void reports(Standing standing, StringBuilder text) {
    if (standing.reports().isEmpty()) {
      text.append(String.format("%nNo report is on record.%n"));
      return;
    }
    text.append(
        String.format(
            "%n%-10s  %-20s  %7s  %-12s  %s%n", "day", "metric", "epsilon", "state", "answered"));
    for (RecordedReport report : standing.reports()) {
      LedgerRecord.Released released = report.released();
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s  %-20s  %7s  %-12s  %s%n",
              released.day(),
              released.metric(),
              released.epsilon(),
              Standing.word(report),
              released.cell()));
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-12s %s%n", name, value));
  }
}
