package dev.sluice.probe.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final DistributionSize SIZE = new DistributionSize(22_000_000, 14_000_000);

  @Test
  void of_severalRounds_takesTheRatioWithinEachRound() {
    List<Figure> figures =
        Figures.of(
            List.of(Works.round(100, 98), Works.round(400, 400), Works.round(200, 150)), SIZE);

    Figure ratio = figure(figures, "answered_tokens_per_second_ratio");
    assertThat(ratio.median()).isCloseTo(0.98, within(1e-9));
    assertThat(ratio.min()).isCloseTo(0.75, within(1e-9));
    assertThat(ratio.max()).isCloseTo(1, within(1e-9));
    assertThat(ratio.rounds()).isEqualTo(3);
    assertThat(ratio.holds()).contains(true);
    assertThat(figure(figures, "probe_answered_tokens_per_second").max())
        .isCloseTo(200, within(1e-9));
    assertThat(figure(figures, "decode_tokens_per_second_ratio").median())
        .isCloseTo(1, within(1e-9));
    assertThat(figure(figures, "bare_prompt_tokens_per_second").median())
        .isCloseTo(1_000, within(1e-9));
  }

  @Test
  void of_processorTime_comparesReportsWithTheWholeEval() {
    List<Figure> figures = Figures.of(List.of(Works.round(100, 100)), SIZE);

    assertThat(figure(figures, "report_cpu_share").median()).isCloseTo(0.005, within(1e-9));
    assertThat(figure(figures, "first_report_cpu_share").median()).isCloseTo(0.1, within(1e-9));
    assertThat(figure(figures, "parent_cpu_share").median()).isCloseTo(0.5, within(1e-9));
    assertThat(figure(figures, "eval_cpu").median()).isCloseTo(4_000, within(1e-9));
  }

  @Test
  void of_systemWithoutAccounts_leavesTheFiguresOut() {
    ProbeRun blind =
        new ProbeRun(Works.work("yes", 100), Works.work("yes", 100), 1, null, 1, 1, null);

    List<Figure> figures = Figures.of(List.of(blind), SIZE);

    assertThat(figures)
        .extracting(Figure::id)
        .contains("answered_tokens_per_second_ratio", "report_cpu")
        .doesNotContain("report_cpu_share", "eval_cpu", "parent_peak_rss");
  }

  @Test
  void of_sizes_areInMillionsOfBytes() {
    List<Figure> figures = Figures.of(List.of(Works.round(100, 100)), SIZE);

    assertThat(figure(figures, "distribution").median()).isCloseTo(22, within(1e-9));
    assertThat(figure(figures, "distribution").holds()).contains(true);
    assertThat(figure(figures, "native_libraries").holds()).isEmpty();
  }

  @Test
  void figure_evenNumberOfValues_hasTheMeanOfTheMiddleTwo() {
    Figure figure =
        Figure.of("a", "ms", new double[] {4, 1, 3, 9}, Optional.of(new Limit.AtMost(3)));

    assertThat(figure.median()).isEqualTo(3.5);
    assertThat(figure.min()).isEqualTo(1);
    assertThat(figure.max()).isEqualTo(9);
    assertThat(figure.holds()).contains(false);
  }

  @Test
  void figure_thatEachRoundMustKeepTo_isJudgedByTheWorst() {
    double[] values = {1, 2, 6};

    assertThat(Figure.of("a", "s", values, Optional.of(new Limit.EachAtMost(5))).holds())
        .contains(false);
    assertThat(Figure.of("a", "s", values, Optional.of(new Limit.AtMost(5))).holds())
        .contains(true);
    assertThat(new Limit.EachAtMost(5).words()).isEqualTo("each at most 5");
    assertThat(new Limit.AtLeast(0.12).words()).isEqualTo("at least 0.12");
  }

  @Test
  void comparable_differentAnswersOrCounts_isNot() {
    Work yes = Works.work("yes", 100);

    assertThat(Works.probe(yes, Works.work("yes", 50), 1).comparable()).isTrue();
    assertThat(Works.probe(yes, Works.work("no", 100), 1).comparable()).isFalse();
    assertThat(
            Works.probe(yes, Work.of(List.of("yes"), List.of(), Duration.ofMillis(100), 1), 1)
                .comparable())
        .isFalse();
  }

  @Test
  void work_sameTextCutElsewhere_isNotTheSame() {
    Work one = Work.of(List.of("a", "bc"), List.of(), Duration.ofMillis(1), 1);
    Work other = Work.of(List.of("ab", "c"), List.of(), Duration.ofMillis(1), 1);

    assertThat(one.sameAs(other)).isFalse();
  }

  private static Figure figure(List<Figure> figures, String id) {
    return figures.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }
}
