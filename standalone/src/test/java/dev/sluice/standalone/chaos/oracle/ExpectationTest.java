package dev.sluice.standalone.chaos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Report;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.standalone.chaos.traffic.ReportKey;
import dev.sluice.standalone.chaos.traffic.ReportMaker;
import dev.sluice.standalone.chaos.traffic.SentReports.Answer;
import dev.sluice.standalone.chaos.traffic.SentReports.Kind;
import dev.sluice.standalone.chaos.traffic.SentReports.Sent;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  private final ReportMaker maker = new ReportMaker(new Random(1), LocalDate.of(2026, 1, 15));
  private final Map<ReportKey, Sent> sent = new HashMap<>();

  private byte[] send(Report report, Kind kind, Answer answer) {
    byte[] bytes = ReportFormat.encode(report);
    sent.put(ReportKey.of(report, bytes), new Sent(kind, answer));
    return bytes;
  }

  @Test
  void count_copiesOfOneReport_countItOnce() {
    byte[] report = send(maker.fresh(), Kind.COUNTABLE, Answer.ACKNOWLEDGED);
    Expectation expectation = new Expectation(sent);

    expectation.add(report);
    expectation.add(report);

    assertThat(expectation.count().countable()).isEqualTo(1);
    assertThat(expectation.count().duplicates()).isEqualTo(1);
    assertThat(expectation.cells().values()).extracting(Sums::reports).containsExactly(1L);
  }

  @Test
  void count_acknowledgedThatIsNotThere_isLost() {
    send(maker.fresh(), Kind.COUNTABLE, Answer.ACKNOWLEDGED);

    assertThat(new Expectation(sent).count().lost()).isEqualTo(1);
  }

  @Test
  void count_unansweredThatIsThere_countsAndIsNotLost() {
    byte[] report = send(maker.fresh(), Kind.COUNTABLE, Answer.NONE);
    send(maker.fresh(), Kind.COUNTABLE, Answer.NONE);
    Expectation expectation = new Expectation(sent);

    expectation.add(report);

    TopicCount count = expectation.count();
    assertThat(count.countable()).isEqualTo(1);
    assertThat(count.unansweredStored()).isEqualTo(1);
    assertThat(count.lost()).isZero();
  }

  @Test
  void count_whatNobodySent_isUnknown() {
    Expectation expectation = new Expectation(sent);

    expectation.add(ReportFormat.encode(maker.fresh()));
    expectation.add(new byte[] {1, 2, 3});

    assertThat(expectation.count().unknown()).isEqualTo(2);
    assertThat(expectation.cells()).isEmpty();
  }

  @Test
  void count_oneIdWithTwoContents_countsNeither() {
    Report first = maker.fresh();
    byte[] one = send(first, Kind.CONFLICTING, Answer.ACKNOWLEDGED);
    byte[] other = send(maker.conflicting(first), Kind.CONFLICTING, Answer.ACKNOWLEDGED);
    Expectation expectation = new Expectation(sent);

    expectation.add(one);
    expectation.add(other);
    expectation.add(one);

    assertThat(expectation.count().conflicting()).isEqualTo(3);
    assertThat(expectation.count().countable()).isZero();
    assertThat(expectation.cells()).isEmpty();
  }

  /** Its request was cut, say: then nothing contradicts the first. */
  @Test
  void count_oneIdWhoseOtherContentIsNotThere_countsLikeAnyOther() {
    Report first = maker.fresh();
    byte[] one = send(first, Kind.CONFLICTING, Answer.ACKNOWLEDGED);
    send(maker.conflicting(first), Kind.CONFLICTING, Answer.NONE);
    Expectation expectation = new Expectation(sent);

    expectation.add(one);
    expectation.add(one);

    TopicCount count = expectation.count();
    assertThat(count.countable()).isEqualTo(1);
    assertThat(count.duplicates()).isEqualTo(1);
    assertThat(count.conflicting()).isZero();
    assertThat(expectation.cells().values()).extracting(Sums::reports).containsExactly(1L);
  }

  @Test
  void comparison_oneSumOff_isNotEqualAndSaysWhere() {
    Map<String, Sums> expected = Map.of("a", new Sums(1, List.of(5L), List.of(25L)));
    Map<String, Sums> found = Map.of("a", new Sums(1, List.of(6L), List.of(25L)));

    Comparison comparison = Comparison.of("table", expected, found);

    assertThat(comparison.equal()).isFalse();
    assertThat(comparison.differences()).singleElement().asString().startsWith("a: expected");
    assertThat(Comparison.of("table", expected, expected).equal()).isTrue();
  }
}
