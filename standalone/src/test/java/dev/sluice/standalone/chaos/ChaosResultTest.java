package dev.sluice.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standalone.chaos.ChaosResult.SentCount;
import dev.sluice.standalone.chaos.oracle.Comparison;
import dev.sluice.standalone.chaos.oracle.Sums;
import dev.sluice.standalone.chaos.oracle.TopicCount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What passes and what does not, as people and programs read it. */
class ChaosResultTest {
  private static final SentCount SENT = new SentCount(10, 130, 100, 5, 0, 0);
  private static final TopicCount TOPIC = new TopicCount(125, 102, 8, 6, 5, 4, 0, 0, 2);
  private static final Map<String, Long> TALLIES =
      Map.of("COUNTED", 102L, "DUPLICATE", 8L, "LATE", 6L, "CONFLICTING", 5L, "INVALID", 4L);
  private static final Comparison EQUAL = new Comparison("PostgreSQL", 3, 102, List.of());
  private static final FaultRecord KILL =
      new FaultRecord(
          planned(FaultKind.TASKMANAGER_KILL), 400, 1_200, "kill -9", Optional.empty(), false);
  private static final FaultRecord NO_DISK =
      new FaultRecord(planned(FaultKind.DISK_FULL), 900, 0, "needs root", Optional.empty(), true);

  @Test
  void print_everythingExact_passedWithItsFaultsAndGaps() throws Exception {
    ChaosResult result = result(List.of(FaultKind.TASKMANAGER_KILL), List.of(KILL));

    assertThat(table(result))
        .contains("PASSED: every acknowledged report is counted exactly once, and none twice")
        .containsPattern("taskmanager-kill +1\\.2 s +at most 5 s")
        .doesNotContain("This says nothing of");
    assertThat(json(result).at("/passed").booleanValue()).isTrue();
    assertThat(json(result).at("/longestGapMillis/taskmanager-kill").intValue()).isEqualTo(1_200);
  }

  @Test
  void print_kindsThatWereNotTried_areNamedAndCountAgainstItOnlyIfRequired() throws Exception {
    List<FaultKind> kinds =
        List.of(FaultKind.TASKMANAGER_KILL, FaultKind.DISK_FULL, FaultKind.SAVEPOINT);
    ChaosResult lenient = result(kinds, List.of(KILL, NO_DISK));
    ChaosResult strict = requiringAll(lenient);

    assertThat(table(lenient))
        .contains("PASSED", "This says nothing of: disk-full, savepoint", "no time for: savepoint");
    assertThat(json(lenient).at("/untried").toString()).isEqualTo("[\"disk-full\",\"savepoint\"]");
    assertThat(strict.problems()).containsExactly("disk-full: not tried", "savepoint: not tried");
    assertThat(table(strict)).contains("FAILED").doesNotContain("PASSED");
  }

  @Test
  void problems_gapThatIsTooLongOrFaultWithAProblem_areNamed() {
    FaultRecord slow =
        new FaultRecord(
            planned(FaultKind.TASKMANAGER_KILL), 1, 5_001, "slow", Optional.empty(), false);
    FaultRecord ended =
        new FaultRecord(
            planned(FaultKind.SECOND_JOB), 1, 10, "ran", Optional.of("it ran on"), false);

    assertThat(result(List.of(FaultKind.SECOND_JOB), List.of(slow, ended)).problems())
        .containsExactly("taskmanager-kill: no results for 5.0 s", "second-job: it ran on");
  }

  @Test
  void problems_anythingLostInventedOrRefused_isSaid() {
    TopicCount topic = new TopicCount(125, 102, 8, 6, 5, 4, 1, 2, 2);
    SentCount sent = new SentCount(10, 130, 100, 5, 3, 4);

    assertThat(with(sent, topic, TALLIES, EQUAL).problems())
        .containsExactly(
            "2 acknowledged reports are lost",
            "1 records in the topic were never sent",
            "3 good reports were refused",
            "4 hostile bodies were acknowledged");
  }

  @Test
  void problems_countedTwice_isInSumsAndTallies() {
    Comparison twice =
        Comparison.of(
            "PostgreSQL",
            Map.of("a", new Sums(2, List.of(3L), List.of(5L))),
            Map.of("a", new Sums(3, List.of(4L), List.of(6L))));
    Map<String, Long> tallies =
        Map.of("COUNTED", 103L, "DUPLICATE", 8L, "LATE", 6L, "CONFLICTING", 5L, "INVALID", 4L);

    assertThat(with(SENT, TOPIC, tallies, twice).problems())
        .containsExactly(
            "1 of 1 cells differ in PostgreSQL",
            "tallies have 103 COUNTED where 102 are due",
            "tallies have 126 reports, the topic 125");
  }

  private static PlannedFault planned(FaultKind kind) {
    return new PlannedFault(kind, 300, 1_000, 0);
  }

  private static ChaosResult with(
      SentCount sent, TopicCount topic, Map<String, Long> tallies, Comparison comparison) {
    return new ChaosResult(
        settings(List.of(FaultKind.TASKMANAGER_KILL), false),
        List.of(KILL),
        sent,
        topic,
        tallies,
        List.of(comparison));
  }

  private static ChaosResult result(List<FaultKind> kinds, List<FaultRecord> faults) {
    return new ChaosResult(settings(kinds, false), faults, SENT, TOPIC, TALLIES, List.of(EQUAL));
  }

  private static ChaosResult requiringAll(ChaosResult result) {
    return new ChaosResult(
        settings(result.settings().kinds(), true),
        result.faults(),
        result.sent(),
        result.topic(),
        result.tallies(),
        result.comparisons());
  }

  private static ChaosSettings settings(List<FaultKind> kinds, boolean requireAll) {
    return new ChaosSettings(
        Duration.ofMinutes(1), 1, kinds, requireAll, 150, Path.of("job.jar"), Path.of("work"));
  }

  private static String table(ChaosResult result) {
    StringWriter out = new StringWriter();
    ChaosTable.print(result, new PrintWriter(out));
    return out.toString();
  }

  private static JsonNode json(ChaosResult result) throws Exception {
    StringWriter out = new StringWriter();
    ChaosJson.print(result, new PrintWriter(out));
    return new ObjectMapper().readTree(out.toString());
  }
}
