package dev.sluice.standalone.demo;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The demo's result for people. Differences are candidate minus control in the harmful direction;
 * shares are given in percentage points.
 */
final class DemoTable {
  private static final String HEADING = "      %-12s %-14s %10s  %-22s %9s  %10s%n";
  private static final String ROW = "      %-12s %-14s %10s  %-22s %9s  %10s%n";

  private final StringBuilder text = new StringBuilder();

  private DemoTable() {}

  static String of(DemoResult result) {
    DemoTable table = new DemoTable();
    result.rollouts().forEach(table::rollout);
    table.line("Every report: %s", result.reconciliation().line());
    table.line("The gate's page: %s", result.page());
    return table.text.toString();
  }

  private void rollout(RolloutResult rollout) {
    RolloutView end = rollout.end();
    line(
        "Rollout %s: %s -> %s: %s (%s, %d %% of the fleet on the candidate)",
        end.id(),
        rollout.comparison().control().label(),
        rollout.comparison().candidate().label(),
        end.verdict(),
        end.state().toLowerCase(Locale.ROOT).replace('_', ' '),
        end.stagePercent());
    end.stages().forEach(stage -> stage(stage, rollout));
    line("");
  }

  private void stage(RolloutView.Stage stage, RolloutResult rollout) {
    line(
        "  %3d %%  %s to %s  %,d reports in evidence",
        stage.percent(), stage.firstDay(), stage.lastDay(), stage.reports());
    line("         %s: %s", stage.verdict(), stage.reason());
    text.append(
        HEADING.formatted("guardrail", "finding", "estimate", "interval", "margin", "truth"));
    for (RolloutView.Finding finding : stage.findings()) {
      text.append(
          ROW.formatted(
              finding.metric(),
              finding.status().toLowerCase(Locale.ROOT).replace('_', ' '),
              quantity(finding.unit(), finding.estimate()),
              interval(finding),
              quantity(finding.unit(), OptionalDouble.of(finding.margin())),
              quantity(finding.unit(), rollout.truth(finding.metric()))));
    }
  }

  private static String interval(RolloutView.Finding finding) {
    return finding.low().isEmpty()
        ? "-"
        : "[%s, %s]"
            .formatted(
                quantity(finding.unit(), finding.low()), quantity(finding.unit(), finding.high()));
  }

  private static String quantity(String unit, OptionalDouble value) {
    if (value.isEmpty()) {
      return "-";
    }
    return unit.startsWith("fraction")
        ? "%+.2f pt".formatted(100 * value.getAsDouble())
        : "%+.1f %s".formatted(value.getAsDouble(), unit.startsWith("joules") ? "J" : "");
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }
}
