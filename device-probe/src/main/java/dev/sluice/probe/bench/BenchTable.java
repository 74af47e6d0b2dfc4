package dev.sluice.probe.bench;

import dev.sluice.probe.engine.EngineBuild;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result as text for a person. */
final class BenchTable {
  private static final String ROW = "  %-34s %10s %10s %10s  %-9s %s";

  private BenchTable() {}

  static String render(BenchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(result));
    lines.add(circumstances(result));
    lines.add("");
    lines.add(ROW.formatted("", "median", "min", "max", "", "").stripTrailing());
    result.figures().forEach(figure -> lines.add(row(figure)));
    if (result.figures().stream().anyMatch(figure -> !figure.holds().orElse(true))) {
      lines.add("");
      lines.add(
          "Not every limit was kept"
              + (result.machine().busy() ? ", but the machine was busy." : "."));
    }
    return String.join("\n", lines);
  }

  private static String heading(BenchResult result) {
    EngineBuild engine = result.engine().build();
    return "%s, %s, %s, %d threads, context %d"
        .formatted(
            result.model().file().orElseGet(result.model()::name),
            engine.runtimeBuild(),
            engine.backend(),
            engine.configuration().threads().orElseThrow(),
            engine.configuration().contextTokens().orElseThrow());
  }

  private static String circumstances(BenchResult result) {
    return "one pass: %d items and %d controls, %d tokens read, %d written%s"
        .formatted(
            result.items(),
            result.work().answersOfOnePass() - result.items(),
            result.work().promptTokensOfOnePass(),
            result.work().generatedTokensOfOnePass(),
            result.discardedRounds() == 0
                ? ""
                : "; %d rounds discarded".formatted(result.discardedRounds()));
  }

  private static String row(Figure figure) {
    return ROW.formatted(
            figure.id(),
            number(figure.median()),
            number(figure.min()),
            number(figure.max()),
            figure.unit(),
            judgement(figure))
        .stripTrailing();
  }

  private static String judgement(Figure figure) {
    return figure
        .limit()
        .map(limit -> (figure.holds().orElseThrow() ? "ok, " : "NOT ") + limit.words())
        .orElse("");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.4f" : "%.1f", value);
  }
}
