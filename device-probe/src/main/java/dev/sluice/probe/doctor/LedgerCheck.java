package dev.sluice.probe.doctor;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.probe.ledger.LedgerException;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.ledger.LedgerView;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/** The ledger is sound, and the clock is not behind it. */
record LedgerCheck(Optional<Path> directory, Caps caps, LocalDate today) implements Check {
  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public Finding run() {
    if (directory.isEmpty()) {
      return Finding.notChecked("no data directory was named (--data-dir)");
    }
    try {
      LedgerView view = LedgerView.of(directory.get(), caps, today);
      if (view instanceof LedgerView.Closed closed) {
        return Finding.problem(
            closed.reason(),
            "this directory makes no reports any more; restore it from a backup of today, if any");
      }
      return view instanceof LedgerView.Present present
          ? present(present)
          : Finding.ok("no report was made here yet");
    } catch (LedgerException e) {
      return Finding.problem(String.valueOf(e.getMessage()), "see the check of the data directory");
    }
  }

  private Finding present(LedgerView.Present present) {
    LedgerState state = present.state();
    if (present.loss().isPresent()) {
      return Finding.warning(
          present.loss().get(),
          "nothing is reported until the longest window has passed; 'probe ledger' has the day");
    }
    if (state.newestDay().isAfter(today)) {
      return Finding.warning(
          "it has seen %s already, and today is %s".formatted(state.newestDay(), today),
          "set the clock; until then reports carry the later day");
    }
    return Finding.ok(
        "sound: %d reports, %d of them waiting"
            .formatted(state.reports().size(), state.unsettled().size()));
  }
}
