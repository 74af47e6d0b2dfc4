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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a ledger remembers while nothing breaks. */
class LedgerFileTest {
  private final InMemoryFiles files = new InMemoryFiles();

  @Test
  void open_afterReleases_remembersThem() throws Exception {
    LedgerFile ledger = open(files, TODAY);
    ledger.append(drawn("a"));
    ledger.append(released("a", 7));
    ledger.append(released("b", 8));
    ledger.append(acknowledged("a"));

    LedgerState state = open(files, TODAY).state();

    assertThat(state.drawnMetric("a")).hasValue("quality");
    assertThat(state.unsettled()).containsExactly(released("b", 8));
    assertThat(state.budget().spentNano()).isEqualTo(2_000_000_000L);
    assertThat(state.request("a", ONE, TODAY)).isEqualTo(new SpendingDecision.AlreadyReleased());
    assertThat(state.reports())
        .containsExactly(
            new RecordedReport(released("a", 7), Optional.of(LedgerRecord.Settlement.ACKNOWLEDGED)),
            new RecordedReport(released("b", 8), Optional.empty()));
  }

  @Test
  void open_firstUse_isNotQuarantined() throws Exception {
    assertThat(open(files, TODAY).state().request("a", ONE, TODAY))
        .isEqualTo(new SpendingDecision.Granted(TODAY));
  }

  @Test
  void open_clockForwardThenBack_keepsTheNewestDayThoughNothingWasReleased() throws Exception {
    open(files, TODAY);
    open(files, TODAY.plusDays(40));

    LedgerState state = open(files, TODAY.minusDays(9)).state();

    assertThat(state.newestDay()).isEqualTo(TODAY.plusDays(40));
    assertThat(state.request("a", ONE, TODAY.minusDays(9)))
        .isEqualTo(new SpendingDecision.Granted(TODAY.plusDays(40)));
  }

  @Test
  void open_impossibleClock_isRefusedAndWritesNothing() {
    for (LocalDate day : List.of(LocalDate.MAX, LocalDate.MIN, LocalDate.of(1969, 12, 31))) {
      assertThatThrownBy(() -> open(files, day))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("clock");
    }
    assertThat(files.names()).isEmpty();
  }

  @Test
  void withdraw_waitingReports_areErasedAndStaySpent() throws Exception {
    LedgerFile ledger = open(files, TODAY);
    ledger.append(released("a", 0x5A));
    ledger.append(acknowledged("a"));
    ledger.append(released("b", 0x5B));
    ledger.append(drawn("c"));

    assertThat(ledger.withdraw()).isEqualTo(1);

    assertThat(files.names().stream().map(this::text))
        .noneMatch(text -> text.contains("ZZZZ") || text.contains("[[[["));
    LedgerState state = open(files, TODAY).state();
    assertThat(state.unsettled()).isEmpty();
    assertThat(state.budget().spentNano()).isEqualTo(2_000_000_000L);
    assertThat(state.request("b", ONE, TODAY)).isEqualTo(new SpendingDecision.AlreadyReleased());
    assertThat(state.drawnMetric("c")).hasValue("quality");
    assertThat(state.reports())
        .extracting(RecordedReport::settlement)
        .containsExactly(
            Optional.of(LedgerRecord.Settlement.ACKNOWLEDGED),
            Optional.of(LedgerRecord.Settlement.WITHDRAWN));
  }

  @Test
  void open_everyDayForTenYears_staysSmall() throws Exception {
    open(files, TODAY).append(released("a", 7));
    for (int day = 1; day <= 3_650; day++) {
      open(files, TODAY.plusDays(day));
    }

    assertThat(files.names()).hasSize(3);
    assertThat(files.names().stream().mapToInt(name -> text(name).length()).sum())
        .isLessThan(16_384);
    assertThat(open(files, TODAY).state().unsettled()).containsExactly(released("a", 7));
  }

  private String text(String name) {
    return new String(files.content(name).orElseThrow(), StandardCharsets.ISO_8859_1);
  }
}
