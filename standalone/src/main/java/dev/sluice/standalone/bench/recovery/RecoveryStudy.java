package dev.sluice.standalone.bench.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.bench.Limit;
import dev.sluice.standalone.bench.figures.FigureList;
import dev.sluice.standalone.bench.study.BenchPlan;
import dev.sluice.standalone.bench.study.Findings;
import dev.sluice.standalone.bench.study.Stage;
import dev.sluice.standalone.bench.study.Study;
import dev.sluice.standalone.chaos.ChaosCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/**
 * The longest time without committed results when a part of a cluster of real processes is killed:
 * the fault suite's own measurement, of kills alone.
 */
public final class RecoveryStudy implements Study {
  private static final Map<String, Limit> KILLS = new LinkedHashMap<>();

  static {
    KILLS.put("taskmanager-kill", new Limit.EachAtMost(5));
    KILLS.put("jobmanager-kill", new Limit.EachAtMost(30));
    KILLS.put("broker-kill", new Limit.EachAtMost(30));
  }

  /** The schedule gives each fault half a minute at most. */
  private static final double MINUTES_A_KILL = 0.5;

  private static final int MOST_ROUNDS = 3;

  @Override
  public String id() {
    return "recovery";
  }

  @Override
  public String title() {
    return "how long results stay away when a part of the cluster is killed";
  }

  @Override
  public int steps(BenchPlan plan) {
    return rounds(plan);
  }

  private static int rounds(BenchPlan plan) {
    return Math.min(MOST_ROUNDS, plan.rounds());
  }

  @Override
  public Findings measure(Stage stage) throws IOException {
    Map<String, List<Double>> gaps = new LinkedHashMap<>();
    KILLS.keySet().forEach(kill -> gaps.put(kill, new ArrayList<>()));
    for (int round = 0; round < rounds(stage.plan()); round++) {
      JsonNode longest = kill(stage, round);
      gaps.forEach((kill, seconds) -> add(seconds, longest.path(kill)));
      stage.step("recovery: longest gaps in ms " + longest);
    }
    FigureList figures = new FigureList();
    KILLS.forEach(
        (kill, limit) ->
            figures.add(
                "recovery_gap_" + kill.replace('-', '_'),
                "s",
                gaps.getOrDefault(kill, List.of()),
                limit));
    return new Findings(figures.toList(), List.of());
  }

  private static void add(List<Double> seconds, JsonNode millis) {
    if (millis.isNumber()) {
      seconds.add(millis.asDouble() / 1000);
    }
  }

  /** A count that is not exact is the fault suite's to tell; here it would be no measurement. */
  private static JsonNode kill(Stage stage, int round) throws IOException {
    StringWriter result = new StringWriter();
    StringWriter told = new StringWriter();
    new CommandLine(new ChaosCommand())
        .setOut(new PrintWriter(result, true))
        .setErr(new PrintWriter(told, true))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(
            "--minutes",
            String.format(Locale.ROOT, "%.1f", MINUTES_A_KILL * KILLS.size()),
            "--seed",
            Integer.toString(round + 1),
            "--only",
            String.join(",", KILLS.keySet()),
            "--work-dir",
            stage.place("cluster-" + round).toString(),
            "--json");
    JsonNode gaps =
        result.toString().isBlank()
            ? null
            : new ObjectMapper().readTree(result.toString()).get("longestGapMillis");
    if (gaps == null) {
      throw new IOException("the fault suite came to no result: " + lastLine(told.toString()));
    }
    return gaps;
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("");
  }
}
