package dev.sluice.probe.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Epsilon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
  private static final Epsilon ONE = Epsilon.of(1);

  @TempDir Path directory;

  @Test
  void open_afterReleases_remembersThem() throws Exception {
    try (LedgerFile ledger = open(TODAY)) {
      ledger.append(new LedgerRecord.Drawn("a", "quality"));
      ledger.append(released("a", 7));
      ledger.append(released("b", 8));
      ledger.append(new LedgerRecord.Settled("a", LedgerRecord.Settlement.ACKNOWLEDGED));
    }

    try (LedgerFile ledger = open(TODAY)) {
      assertThat(ledger.state().drawnMetric("a")).hasValue("quality");
      assertThat(ledger.state().unsettled()).containsExactly(released("b", 8));
      assertThat(ledger.state().budget().spentNano()).isEqualTo(2_000_000_000L);
      assertThat(ledger.state().request("a", ONE, TODAY))
          .isEqualTo(new SpendingDecision.AlreadyReleased());
    }
  }

  @Test
  void open_lastRecordTorn_cutsItAndKeepsTheRest() throws Exception {
    try (LedgerFile ledger = open(TODAY)) {
      ledger.append(released("a", 7));
    }
    byte[] whole = Files.readAllBytes(file());
    byte[] next = LedgerCodec.frame(released("b", 8));
    for (int length = 1; length < next.length; length++) {
      byte[] torn = Arrays.copyOf(whole, whole.length + length);
      System.arraycopy(next, 0, torn, whole.length, length);
      Files.write(file(), torn);

      try (LedgerFile ledger = open(TODAY)) {
        assertThat(ledger.state().unsettled()).containsExactly(released("a", 7));
      }
      assertThat(Files.size(file())).isEqualTo(whole.length);
    }
  }

  @Test
  void open_anyByteOfAnEarlierRecordFlipped_refusesUntilTheWindowHasPassed() throws Exception {
    try (LedgerFile ledger = open(TODAY)) {
      ledger.append(released("a", 7));
      ledger.append(released("b", 8));
    }
    byte[] whole = Files.readAllBytes(file());
    int firstRecord = LedgerCodec.frame(released("a", 7)).length;
    for (int at = 0; at < LedgerCodec.MAGIC.length + firstRecord; at += 3) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(file(), damaged);
      Files.deleteIfExists(directory.resolve("ledger.corrupt-" + TODAY));

      assertQuarantined();
    }
  }

  @Test
  void open_ledgerDeleted_refusesUntilTheWindowHasPassed() throws Exception {
    try (LedgerFile ledger = open(TODAY)) {
      ledger.append(released("a", 7));
    }
    Files.delete(file());

    assertQuarantined();
  }

  @Test
  void open_firstUse_isNotQuarantined() throws Exception {
    try (LedgerFile ledger = open(TODAY)) {
      assertThat(ledger.state().request("a", ONE, TODAY))
          .isEqualTo(new SpendingDecision.Granted(TODAY));
    }
  }

  @Test
  void open_heldAlready_isRefused() throws Exception {
    try (LedgerFile ledger = open(TODAY)) {
      assertThat(ledger.state().unsettled()).isEmpty();
      assertThatThrownBy(() -> open(TODAY))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("open already");
    }
  }

  private void assertQuarantined() throws LedgerException, IOException {
    try (LedgerFile ledger = open(TODAY)) {
      assertThat(ledger.state().request("c", ONE, TODAY))
          .isInstanceOfSatisfying(
              SpendingDecision.Refused.class,
              refused -> assertThat(refused.allowedFrom()).hasValue(TODAY.plusDays(28)));
      assertThat(ledger.state().request("c", ONE, TODAY.plusDays(27)))
          .isInstanceOf(SpendingDecision.Refused.class);
      assertThat(ledger.state().request("c", ONE, TODAY.plusDays(28)))
          .isInstanceOf(SpendingDecision.Granted.class);
    }
  }

  private LedgerFile open(LocalDate today) throws LedgerException {
    return LedgerFile.open(directory, Caps.DEFAULT, today);
  }

  private Path file() {
    return directory.resolve("ledger");
  }

  private static LedgerRecord.Released released(String cell, int filler) {
    byte[] bytes = new byte[320];
    Arrays.fill(bytes, (byte) filler);
    return new LedgerRecord.Released(cell, TODAY, ONE, ReportBytes.of(bytes));
  }

  @Test
  void frame_everyKindOfRecord_isReadBack() {
    List<LedgerRecord> records =
        List.of(
            new LedgerRecord.Drawn("a", "outcome"),
            released("a", 1),
            new LedgerRecord.Settled("a", LedgerRecord.Settlement.REFUSED),
            new LedgerRecord.Quarantined("", TODAY));
    byte[] file = LedgerCodec.MAGIC.clone();
    for (LedgerRecord record : records) {
      byte[] frame = LedgerCodec.frame(record);
      int end = file.length;
      file = Arrays.copyOf(file, end + frame.length);
      System.arraycopy(frame, 0, file, end, frame.length);
    }

    assertThat(LedgerCodec.parse(file))
        .isEqualTo(new LedgerCodec.Content.Whole(records, file.length));
  }
}
