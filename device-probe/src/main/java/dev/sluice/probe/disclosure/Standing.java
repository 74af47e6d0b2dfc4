package dev.sluice.probe.disclosure;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.probe.consent.Consent;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import dev.sluice.probe.ledger.RecordedReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How a device stands: what its ledger and its owner allow.
 *
 * @param state what the ledger adds up to; empty if it is closed for good
 * @param trouble why the ledger is not simply sound, in one line
 * @param next whether one more report may be made, by budget and owner
 */
record Standing(
    Consent consent,
    Caps caps,
    Optional<LedgerState> state,
    Optional<String> trouble,
    SpendingDecision next) {

  /** No cell has this name: asks for any report that was not made yet. */
  private static final String SOME_OTHER_CELL = "";

  static Standing of(
      LedgerView view, Consent consent, Caps caps, Epsilon epsilon, LocalDate today) {
    if (view instanceof LedgerView.Closed closed) {
      return new Standing(
          consent,
          caps,
          Optional.empty(),
          Optional.of(closed.reason()),
          new SpendingDecision.Refused(closed.reason(), Optional.empty()));
    }
    LedgerState state =
        view instanceof LedgerView.Present present ? present.state() : LedgerState.empty(caps);
    Optional<String> loss =
        view instanceof LedgerView.Present present ? present.loss() : Optional.empty();
    SpendingDecision budgeted = state.request(SOME_OTHER_CELL, epsilon, today);
    return new Standing(consent, caps, Optional.of(state), loss, agreed(budgeted, consent));
  }

  /** What the budget allows, the owner has to allow too. */
  private static SpendingDecision agreed(SpendingDecision budgeted, Consent consent) {
    if (consent.allowsReports()) {
      return budgeted;
    }
    String reason = "consent is " + consent;
    return budgeted instanceof SpendingDecision.Refused refused
        ? new SpendingDecision.Refused(reason + "; " + refused.reason(), refused.allowedFrom())
        : new SpendingDecision.Refused(reason, Optional.empty());
  }

  /** Every report that the ledger knows, oldest first. */
  List<RecordedReport> reports() {
    return state.map(LedgerState::reports).orElse(List.of());
  }

  /** How a report ended, in a word. */
  static String word(RecordedReport report) {
    return report
        .settlement()
        .map(
            settlement ->
                switch (settlement) {
                  case ACKNOWLEDGED -> "acknowledged";
                  case REFUSED -> "refused";
                  case WITHDRAWN -> "withdrawn";
                  case EXPIRED -> "expired";
                })
        .orElse("pending");
  }
}
