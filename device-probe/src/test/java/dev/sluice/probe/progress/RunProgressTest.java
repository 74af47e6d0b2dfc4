package dev.sluice.probe.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.engine.GenerationTimings;
import dev.sluice.probe.engine.TokenCounts;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.probe.run.TestSuites;
import dev.sluice.probe.storage.InMemoryFiles;
import dev.sluice.suites.Item;
import dev.sluice.suites.harness.HarnessVerdict;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunProgressTest {
  private static final SuitePlan PLAN = SuitePlan.whole(TestSuites.echo(6));
  private static final List<SuitePlan> PLANS = List.of(PLAN);
  private static final ProgressKey KEY = ProgressKey.of("rollout/tiny", "ab".repeat(32), PLANS);

  private final InMemoryFiles files = new InMemoryFiles();
  private boolean ending;

  @Test
  void open_afterAStop_hasEveryResultButNoAnswer() {
    RunProgress first = open();
    ItemResult kept = first.keep(PLAN, answered("item-0", "a secret answer"));
    first.keep(PLAN, unanswered("item-1", ItemOutcome.TIMEOUT));

    RunProgress second = open();

    assertThat(second.earlier(PLAN, item(0))).hasValue(kept);
    assertThat(second.earlier(PLAN, item(1)).orElseThrow().outcome())
        .isEqualTo(ItemOutcome.TIMEOUT);
    assertThat(second.earlier(PLAN, item(2))).isEmpty();
    assertThat(kept.explanation()).isEmpty();
    assertThat(text()).doesNotContain("secret");
  }

  @Test
  void open_afterAStop_hasEveryAttemptOfARepeatedItemButNoAnswer() {
    ItemResult attempt = answered("item-0", "a secret answer");
    ItemResult kept =
        open()
            .keep(
                PLAN,
                new ItemResult(
                    "item-0",
                    attempt.outcome(),
                    attempt.answer(),
                    attempt.score(),
                    attempt.explanation(),
                    attempt.timings(),
                    false,
                    List.of(
                        attempt, unanswered("item-0", ItemOutcome.TIMEOUT), gateBroken(attempt))));

    assertThat(open().earlier(PLAN, item(0))).hasValue(kept);
    assertThat(kept.attempts())
        .extracting(ItemResult::outcome)
        .containsExactly(attempt.outcome(), ItemOutcome.TIMEOUT, ItemOutcome.FORMAT_ERROR);
    assertThat(kept.attempts())
        .extracting(ItemResult::breaksGate)
        .containsExactly(false, false, true);
    assertThat(text()).doesNotContain("secret");
  }

  @Test
  void keep_answers_areToldApartAndAlikeAsTheyWere() {
    RunProgress progress = open();
    ItemResult one = progress.keep(PLAN, answered("item-0", "yes"));
    ItemResult same = progress.keep(PLAN, answered("item-1", " yes "));
    ItemResult other = progress.keep(PLAN, answered("item-2", "no"));
    ItemResult blank = progress.keep(PLAN, answered("item-3", "  "));

    assertThat(one.answer()).isEqualTo(same.answer()).isNotEqualTo(other.answer());
    assertThat(blank.answer()).hasValue("");
  }

  @Test
  void keep_wholeSuite_isFinishedForGood() {
    RunProgress first = open();
    SuiteResult result = finish(first);

    assertThat(open().finished(PLAN)).hasValue(result);
  }

  @Test
  void keepMeasured_eachKind_isReadBack() {
    for (Measurement measurement :
        List.of(
            new Measurement.Quantity(0.875),
            new Measurement.Category(2),
            new Measurement.Missing())) {
      open().keepMeasured("quality", measurement);
      assertThat(open().measured("quality")).hasValue(measurement);
    }
    assertThat(open().measured("another")).isEmpty();
  }

  @Test
  void open_cutAtAnyByte_hasWholeResultsFromTheBeginningOrNone() {
    finish(open());
    byte[] whole = files.content(name()).orElseThrow();
    int most = 0;
    for (int length = 0; length <= whole.length; length++) {
      files.put(name(), Arrays.copyOf(whole, length));
      RunProgress cut = open();
      int results = 0;
      while (results < 6 && cut.earlier(PLAN, item(results)).isPresent()) {
        results++;
      }
      for (int later = results; later < 6; later++) {
        assertThat(cut.earlier(PLAN, item(later))).isEmpty();
      }
      assertThat(results).isGreaterThanOrEqualTo(most);
      most = Math.max(most, results);
    }
    assertThat(most).isEqualTo(6);
  }

  @Test
  void open_anyBitFlipped_believesNothingThatWasNotWritten() {
    RunProgress first = open();
    ItemResult kept = first.keep(PLAN, answered("item-0", "yes"));
    byte[] whole = files.content(name()).orElseThrow();
    Random random = new Random(20261128);
    for (int flip = 0; flip < 2_000; flip++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      files.put(name(), damaged);
      Optional<ItemResult> read = open().earlier(PLAN, item(0));
      assertThat(read.isEmpty() || read.get().equals(kept)).isTrue();
    }
  }

  @Test
  void open_otherModelSuiteOrSlice_startsAnew() {
    open().keep(PLAN, answered("item-0", "yes"));
    List<SuitePlan> slice = List.of(SuitePlan.first(PLAN.suite(), 3));
    for (ProgressKey other :
        List.of(
            ProgressKey.of("rollout/tiny", "cd".repeat(32), PLANS),
            ProgressKey.of("another/tiny", "ab".repeat(32), PLANS),
            ProgressKey.of("rollout/tiny", "ab".repeat(32), slice))) {
      assertThat(other).isNotEqualTo(KEY);
      // Even if somebody puts the one in the place of the other.
      files.put(other.fileName(), files.content(name()).orElseThrow());
      assertThat(RunProgress.open(files, other, PLANS, new Rule()).earlier(PLAN, item(0)))
          .isEmpty();
    }
  }

  @Test
  void open_itemThatNobodyAsked_throwsTheFileAway() throws Exception {
    ProgressFile.open(files, KEY)
        .file()
        .append(new ProgressEntry.Result("echo", answered("item-99", "yes")).line());

    RunProgress progress = open();

    assertThat(progress.earlier(PLAN, item(0))).isEmpty();
    assertThat(text()).doesNotContain("item-99");
  }

  @Test
  void keep_diskFails_costsTheProgressAndNotTheRun() {
    RunProgress progress = open();
    files.failAfter(5);
    progress.keep(PLAN, answered("item-0", "yes"));
    files.heal();

    assertThat(progress.earlier(PLAN, item(0))).isPresent();
    assertThat(open().earlier(PLAN, item(0))).isEmpty();
  }

  @Test
  void keep_engineThatDiedWithThisProgram_isNotKept() {
    ending = true;
    open().keep(PLAN, unanswered("item-0", ItemOutcome.ENGINE_CRASH));

    ending = false;
    assertThat(open().earlier(PLAN, item(0))).isEmpty();
  }

  @Test
  void keepOnly_others_areDeleted() throws Exception {
    open();
    RunProgress.keepOnly(files, Set.of(KEY));
    assertThat(files.names()).containsExactly(name());

    RunProgress.keepOnly(files, Set.of());
    assertThat(files.names()).isEmpty();
  }

  private SuiteResult finish(RunProgress progress) {
    List<ItemResult> controls =
        List.of(
            progress.keep(PLAN, answered("control-a", "a")),
            progress.keep(PLAN, answered("control-b", "b")));
    List<ItemResult> items =
        PLAN.items().stream()
            .map(item -> progress.keep(PLAN, answered(item.id(), item.expected())))
            .toList();
    SuiteResult result =
        new SuiteResult(
            "echo",
            PLAN.suite().version(),
            PLAN.suite().digest(),
            items,
            controls,
            new HarnessVerdict.Valid());
    progress.keep(PLAN, result);
    return result;
  }

  private RunProgress open() {
    return RunProgress.open(files, KEY, PLANS, new Rule());
  }

  private String text() {
    return new String(files.content(name()).orElseThrow(), UTF_8);
  }

  private static String name() {
    return KEY.fileName();
  }

  private static Item item(int index) {
    return PLAN.items().get(index);
  }

  private static ItemResult answered(String id, String answer) {
    return new ItemResult(
        id,
        ItemOutcome.PASS,
        Optional.of(answer),
        OptionalDouble.of(1),
        "said " + answer,
        Optional.of(
            new GenerationTimings(
                Duration.ofMillis(7),
                Duration.ofMillis(70),
                Optional.of(new TokenCounts(3, Duration.ofMillis(5), 2, Duration.ofMillis(9))))));
  }

  private static ItemResult gateBroken(ItemResult other) {
    return new ItemResult(
        other.id(),
        ItemOutcome.FORMAT_ERROR,
        other.answer(),
        OptionalDouble.empty(),
        "",
        other.timings(),
        true,
        List.of());
  }

  private static ItemResult unanswered(String id, ItemOutcome outcome) {
    return new ItemResult(
        id, outcome, Optional.empty(), OptionalDouble.empty(), "died", Optional.empty());
  }

  private final class Rule implements RunProgress.StopRule {
    @Override
    public boolean mustStop(int keptResults) {
      return false;
    }

    @Override
    public boolean endsWithThisProgram() {
      return ending;
    }
  }
}
