package dev.sluice.probe.ledger;

import static dev.sluice.probe.ledger.Records.ONE;
import static dev.sluice.probe.ledger.Records.TODAY;
import static dev.sluice.probe.ledger.Records.acknowledged;
import static dev.sluice.probe.ledger.Records.drawn;
import static dev.sluice.probe.ledger.Records.open;
import static dev.sluice.probe.ledger.Records.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.probe.storage.InMemoryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * A device that stops, or a disk that fails, at every single step of every write: each byte, each
 * name. Whatever is found afterwards is sound, and is either the ledger before or the one after.
 */
class LedgerCrashTest {

  @Test
  void open_firstUseInterruptedAnywhere_isStillAFirstUse() throws Exception {
    InMemoryFiles whole = new InMemoryFiles();
    open(whole, TODAY);
    for (long steps = 0; steps < whole.steps(); steps++) {
      InMemoryFiles files = new InMemoryFiles();
      files.failAfter(steps);
      assertThatThrownBy(() -> open(files, TODAY)).isInstanceOf(IOException.class);
      files.heal();

      assertThat(open(files, TODAY).state().request("a", ONE, TODAY))
          .isEqualTo(new SpendingDecision.Granted(TODAY));
    }
  }

  @Test
  void append_interruptedAnywhere_thisLedgerIsUselessAndTheNextIsSound() throws Exception {
    InMemoryFiles begun = new InMemoryFiles();
    open(begun, TODAY).append(released("a", 7));
    InMemoryFiles whole = begun.copy();
    LedgerFile complete = open(whole, TODAY);
    long before = whole.steps();
    complete.append(released("b", 8));
    boolean adopted = false;
    boolean dropped = false;
    for (long steps = 0; steps < whole.steps() - before; steps++) {
      InMemoryFiles files = begun.copy();
      LedgerFile ledger = open(files, TODAY);
      files.failAfter(steps);
      assertThatThrownBy(() -> ledger.append(released("b", 8))).isInstanceOf(IOException.class);
      files.heal();
      assertThat(ledger.state().unsettled()).containsExactly(released("a", 7));
      assertThatThrownBy(() -> ledger.append(acknowledged("a"))).isInstanceOf(IOException.class);
      assertThatThrownBy(ledger::requireUsable).isInstanceOf(IOException.class);
      assertThatThrownBy(ledger::withdraw).isInstanceOf(IOException.class);

      LedgerState state = open(files, TODAY).state();
      assertThat(state.quarantinedUntil()).isEmpty();
      assertThat(state.unsettled()).startsWith(released("a", 7));
      adopted |= state.unsettled().contains(released("b", 8));
      dropped |= state.unsettled().size() == 1;
    }
    assertThat(adopted).as("a whole record without its mark is kept").isTrue();
    assertThat(dropped).as("a part of a record is cut").isTrue();
  }

  @Test
  void open_recoveryOfALostLedgerInterruptedAnywhere_forgetsNothing() throws Exception {
    InMemoryFiles lost = new InMemoryFiles();
    LedgerFile ledger = open(lost, TODAY);
    ledger.append(released("a", 7));
    for (byte[] remains :
        new byte[][] {null, new byte[0], "garbage".getBytes(StandardCharsets.UTF_8)}) {
      lost.remove("ledger-1");
      if (remains != null) {
        lost.put("ledger-1", remains);
      }
      InMemoryFiles whole = lost.copy();
      open(whole, TODAY);
      for (long steps = 0; steps < whole.steps(); steps++) {
        InMemoryFiles files = lost.copy();
        files.failAfter(steps);
        assertThatThrownBy(() -> open(files, TODAY)).isInstanceOf(IOException.class);
        files.heal();

        LedgerState state = open(files, TODAY).state();
        assertThat(state.quarantinedUntil()).hasValue(TODAY.plusDays(28));
        assertThat(state.budget().spentNano()).isEqualTo(ONE.nano());
        assertThat(state.request("a", ONE, TODAY.plusYears(1)))
            .isEqualTo(new SpendingDecision.AlreadyReleased());
      }
    }
  }

  @Test
  void withdraw_interruptedAnywhere_isUndoneOrDoneAndNothingIsForgotten() throws Exception {
    InMemoryFiles begun = new InMemoryFiles();
    LedgerFile first = open(begun, TODAY);
    first.append(drawn("c"));
    first.append(released("a", 0x5A));
    first.append(acknowledged("a"));
    first.append(released("b", 0x5A));
    InMemoryFiles whole = begun.copy();
    LedgerFile complete = open(whole, TODAY);
    long before = whole.steps();
    complete.withdraw();
    boolean undone = false;
    boolean done = false;
    for (long steps = 0; steps < whole.steps() - before; steps++) {
      InMemoryFiles files = begun.copy();
      LedgerFile ledger = open(files, TODAY);
      files.failAfter(steps);
      assertThatThrownBy(ledger::withdraw).isInstanceOf(IOException.class);
      files.heal();

      LedgerState state = open(files, TODAY).state();
      assertThat(state.quarantinedUntil()).isEmpty();
      assertThat(state.budget().spentNano()).isEqualTo(2 * ONE.nano());
      assertThat(state.drawnMetric("c")).hasValue("quality");
      if (state.unsettled().isEmpty()) {
        done = true;
        assertNoBytesOfReports(files);
      } else {
        undone = true;
        assertThat(state.unsettled()).containsExactly(released("b", 0x5A));
      }
    }
    assertThat(undone && done).isTrue();
  }

  private static void assertNoBytesOfReports(InMemoryFiles files) {
    for (String name : files.names()) {
      assertThat(new String(files.content(name).orElseThrow(), StandardCharsets.ISO_8859_1))
          .doesNotContain("ZZZZ");
    }
  }
}
