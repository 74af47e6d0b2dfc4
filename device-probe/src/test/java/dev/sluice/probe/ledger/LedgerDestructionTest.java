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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What comes of a ledger that somebody or something has damaged. After every damage: the lifetime
 * budget is not refilled, no cell is answered again, nothing is released for a window.
 */
class LedgerDestructionTest {
  private static final String LEDGER = "ledger-1";
  private static final String MARK = "ledger.mark";
  private static final String BEGUN = "ledger.begun";

  private final InMemoryFiles files = new InMemoryFiles();
  private InMemoryFiles afterFirst;

  @BeforeEach
  void writeThreeReports() throws Exception {
    LedgerFile ledger = open(files, TODAY);
    ledger.append(drawn("a"));
    ledger.append(released("a", 7));
    afterFirst = files.copy();
    ledger.append(acknowledged("a"));
    ledger.append(released("b", 8));
    ledger.append(drawn("d"));
    ledger.append(released("c", 9));
  }

  @Test
  void open_ledgerCutAtAnyByte_losesNoBudgetAndIsQuarantined() throws Exception {
    byte[] whole = files.content(LEDGER).orElseThrow();
    for (int length = 0; length < whole.length; length++) {
      InMemoryFiles cut = files.copy();
      cut.put(LEDGER, Arrays.copyOf(whole, length));

      assertQuarantined(cut);
    }
  }

  @Test
  void open_anyBitOfTheLedgerFlipped_losesNoBudgetAndIsQuarantined() throws Exception {
    byte[] whole = files.content(LEDGER).orElseThrow();
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      InMemoryFiles damaged = files.copy();
      damaged.put(LEDGER, flipped);

      assertQuarantined(damaged);
    }
  }

  @Test
  void open_anyBitOfTheMarkFlippedOrItsEndCut_isClosedForGood() {
    byte[] whole = files.content(MARK).orElseThrow();
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      InMemoryFiles damaged = files.copy();
      damaged.put(MARK, flipped);
      assertClosed(damaged);

      InMemoryFiles cut = files.copy();
      cut.put(MARK, Arrays.copyOf(whole, at));
      assertClosed(cut);
    }
  }

  @Test
  void open_recordsSwappedRepeatedOrLeftOut_isQuarantined() throws Exception {
    List<byte[]> frames =
        List.of(
            LedgerCodec.frame(new LedgerRecord.Seen(TODAY)),
            LedgerCodec.frame(drawn("a")),
            LedgerCodec.frame(released("a", 7)),
            LedgerCodec.frame(acknowledged("a")),
            LedgerCodec.frame(released("b", 8)),
            LedgerCodec.frame(drawn("d")),
            LedgerCodec.frame(released("c", 9)));
    assertThat(ledgerOf(frames, 0, 1, 2, 3, 4, 5, 6))
        .isEqualTo(files.content(LEDGER).orElseThrow());

    for (int[] order :
        List.of(
            new int[] {0, 1, 2, 3, 6, 5, 4},
            new int[] {0, 1, 4, 3, 2, 5, 6},
            new int[] {0, 1, 2, 3, 2, 5, 6},
            new int[] {0, 1, 2, 3, 5, 6},
            new int[] {0, 1, 2, 3, 4, 4, 5, 6})) {
      InMemoryFiles damaged = files.copy();
      damaged.put(LEDGER, ledgerOf(frames, order));

      assertQuarantined(damaged);
    }
  }

  @Test
  void open_ledgerDeleted_isQuarantined() throws Exception {
    files.remove(LEDGER);

    assertQuarantined(files);
  }

  @Test
  void open_markDeleted_isClosedForGood() {
    files.remove(MARK);

    assertClosed(files);
  }

  @Test
  void open_markAndBegunDeleted_isClosedForGood() {
    files.remove(MARK);
    files.remove(BEGUN);

    assertClosed(files);
  }

  @Test
  void open_ledgerAndMarkDeleted_isClosedForGood() {
    files.remove(LEDGER);
    files.remove(MARK);

    assertClosed(files);
  }

  @Test
  void open_oldLedgerUnderNewMark_isQuarantined() throws Exception {
    files.put(LEDGER, afterFirst.content(LEDGER).orElseThrow());

    assertQuarantined(files);
  }

  @Test
  void open_newLedgerUnderOldMark_isClosedForGood() {
    files.put(MARK, afterFirst.content(MARK).orElseThrow());

    assertClosed(files);
  }

  @Test
  void open_markOfAnEarlierGeneration_isClosedForGood() throws Exception {
    open(files, TODAY).withdraw();
    files.put(MARK, afterFirst.content(MARK).orElseThrow());

    assertClosed(files);
  }

  @Test
  void eraseClosed_anyClosedLedger_leavesNoBytesAndStaysClosed() throws Exception {
    InMemoryFiles unmarked = files.copy();
    unmarked.remove(MARK);
    unmarked.remove(BEGUN);
    InMemoryFiles outdated = files.copy();
    outdated.put(MARK, afterFirst.content(MARK).orElseThrow());
    for (InMemoryFiles closed : List.of(unmarked, outdated)) {
      InMemoryFiles whole = closed.copy();
      LedgerFile.eraseClosed(whole);
      for (long steps = 0; steps < whole.steps(); steps++) {
        InMemoryFiles interrupted = closed.copy();
        interrupted.failAfter(steps);
        assertThatThrownBy(() -> LedgerFile.eraseClosed(interrupted))
            .isInstanceOf(IOException.class);
        interrupted.heal();
        assertClosed(interrupted);
      }

      assertClosed(whole);
      assertThat(whole.names()).containsExactly(BEGUN);
    }
  }

  @Test
  void eraseClosed_soundLedger_isLeftAsItIs() throws Exception {
    LedgerFile.eraseClosed(files);

    assertThat(open(files, TODAY).state().unsettled()).hasSize(2);
  }

  @Test
  void open_lostAgainAndAgain_neverForgets() throws Exception {
    for (int loss = 0; loss < 5; loss++) {
      files.remove("ledger-" + (loss + 1));
      assertQuarantined(files);
    }
  }

  @Test
  void open_lostWhileTheClockIsBack_quarantineCountsFromTheNewestDay() throws Exception {
    files.remove(LEDGER);

    LedgerState state = open(files, TODAY.minusYears(20)).state();

    assertThat(state.quarantinedUntil()).hasValue(TODAY.plusDays(28));
    assertThat(open(files, TODAY.minusYears(20).plusDays(28)).state().request("z", ONE, TODAY))
        .isInstanceOf(SpendingDecision.Refused.class);
  }

  /** The documented limit: files that fit together show a past, and nothing tells its age. */
  @Test
  void open_wholeDirectoryFromABackup_cannotBeTold() throws Exception {
    assertThat(open(afterFirst, TODAY).state().budget().spentNano()).isEqualTo(1_000_000_000L);
  }

  private static byte[] ledgerOf(List<byte[]> frames, int... order) {
    byte[] ledger = LedgerCodec.header(1);
    for (int index : order) {
      byte[] frame = frames.get(index);
      ledger = Arrays.copyOf(ledger, ledger.length + frame.length);
      System.arraycopy(frame, 0, ledger, ledger.length - frame.length, frame.length);
    }
    return ledger;
  }

  private static void assertQuarantined(InMemoryFiles damaged) throws Exception {
    open(damaged, TODAY);
    LedgerState state = open(damaged, TODAY).state();
    assertThat(state.unsettled()).isEmpty();
    assertThat(state.budget().spentNano()).isEqualTo(3_000_000_000L);
    for (String cell : List.of("a", "b", "c", "d")) {
      assertThat(state.request(cell, ONE, TODAY.plusYears(9)))
          .isEqualTo(new SpendingDecision.AlreadyReleased());
    }
    assertThat(state.request("z", ONE, TODAY))
        .isInstanceOfSatisfying(
            SpendingDecision.Refused.class,
            refused -> assertThat(refused.allowedFrom()).hasValue(TODAY.plusDays(28)));
    assertThat(state.request("z", ONE, TODAY.plusDays(27)))
        .isInstanceOf(SpendingDecision.Refused.class);
    assertThat(state.request("z", ONE, TODAY.plusDays(28)))
        .isInstanceOf(SpendingDecision.Granted.class);
  }

  private static void assertClosed(InMemoryFiles damaged) {
    InMemoryFiles before = damaged.copy();
    for (int year = 0; year < 3; year++) {
      int years = year;
      assertThatThrownBy(() -> open(damaged, TODAY.plusYears(years)))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("nothing more is released");
    }
    assertThat(damaged.names()).isEqualTo(before.names());
  }
}
