package dev.sluice.probe.disclosure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.privacy.budget.Budget;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.probe.ledger.LedgerRecord;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.RecordedReport;
import dev.sluice.schemas.Digests;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A device's standing as JSON for programs. What cannot be known is {@code null}; epsilons are in
 * the usual notation, days are UTC.
 */
final class LedgerJson {
  private static final int NANO_DIGITS = 9;

  private LedgerJson() {}

  static String render(Standing standing) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("consent", standing.consent().toString());
    root.put("trouble", standing.trouble().orElse(null));
    Optional<Budget> budget = standing.state().map(LedgerState::budget);
    root.put("spentEpsilon", budget.map(b -> epsilon(b.spentNano())).orElse(null));
    root.put("leftEpsilon", budget.map(b -> epsilon(b.leftNano())).orElse(null));
    root.put("lifetimeEpsilon", epsilon(standing.caps().lifetimeNano()));
    root.put("reportsPerWindow", standing.caps().reportsPerWindow());
    root.put("windowDays", Caps.WINDOW_DAYS);
    root.put(
        "quarantinedUntil",
        standing
            .state()
            .flatMap(LedgerState::quarantinedUntil)
            .map(LocalDate::toString)
            .orElse(null));
    root.set("nextReport", next(standing.next()));
    ArrayNode reports = root.putArray("reports");
    standing.reports().forEach(report -> reports.add(report(report)));
    return root.toPrettyString();
  }

  static ObjectNode next(SpendingDecision next) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("allowed", next instanceof SpendingDecision.Granted);
    if (next instanceof SpendingDecision.Granted granted) {
      node.put("from", granted.day().toString());
      node.putNull("reason");
    } else if (next instanceof SpendingDecision.Refused refused) {
      node.put("from", refused.allowedFrom().map(LocalDate::toString).orElse(null));
      node.put("reason", refused.reason());
    } else {
      node.putNull("from");
      node.put("reason", "answered already");
    }
    return node;
  }

  private static ObjectNode report(RecordedReport report) {
    LedgerRecord.Released released = report.released();
    return JsonNodeFactory.instance
        .objectNode()
        .put("day", released.day().toString())
        .put("cell", released.cell())
        .put("metric", released.metric())
        .put("epsilon", epsilon(released.epsilon().nano()))
        .put("registryDigest", Digests.hex(released.registryDigest()))
        .put("state", Standing.word(report))
        .put("sendAfter", report.settlement().isPresent() ? null : released.sendAfter().toString());
  }

  private static BigDecimal epsilon(long nano) {
    return BigDecimal.valueOf(nano, NANO_DIGITS).stripTrailingZeros();
  }
}
