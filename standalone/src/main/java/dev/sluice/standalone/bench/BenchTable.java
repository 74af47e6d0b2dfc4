package dev.sluice.standalone.bench;

import dev.sluice.probe.bench.Figure;
import dev.sluice.probe.bench.MachineFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result as text for a person. */
final class BenchTable {
  private static final String ROW = "  %-26s %10s %10s %10s  %-12s %s";

  private BenchTable() {}

  static String render(BenchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(circumstances(result.machine(), result.plan().name()));
    for (BenchResult.Part part : result.parts()) {
      lines.add("");
      lines.add(part.study() + ": " + part.title());
      lines.add(ROW.formatted("", "median", "min", "max", "", "").stripTrailing());
      part.findings().figures().forEach(figure -> lines.add(row(figure)));
      part.findings().notes().forEach(note -> lines.add("  " + note));
    }
    if (result.parts().stream()
        .flatMap(part -> part.findings().figures().stream())
        .anyMatch(figure -> !figure.holds().orElse(true))) {
      lines.add("");
      lines.add(
          "Not every target was shown to be kept"
              + (result.machine().busy() ? ", but the machine was busy." : "."));
    }
    return String.join("\n", lines);
  }

  private static String circumstances(MachineFacts machine, String plan) {
    return "%s %s, %d processors, load average %s; %s plan"
        .formatted(
            machine.system(),
            machine.architecture(),
            machine.processors(),
            machine.loadAverage().isPresent()
                ? String.format(Locale.ROOT, "%.1f", machine.loadAverage().getAsDouble())
                : "unknown",
            plan);
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
        .map(limit -> (figure.holds().orElseThrow() ? "kept, " : "NOT SHOWN, ") + limit.words())
        .orElse("");
  }

  private static String number(double value) {
    String format = Math.abs(value) < 10 ? "%.3f" : Math.abs(value) < 1000 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
