package dev.sluice.probe.eval;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.run.ItemOutcome;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.Latency;
import dev.sluice.probe.run.Quantiles;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.harness.HarnessVerdict;
import dev.sluice.suites.harness.HarnessVerdict.Symptom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The results of a run as text for a person. */
final class EvalTable {
  private static final int SHORTEST_NAME = 12;
  private static final String ROW = "%s %7s %7s  %7s  %-15s  %s";
  private static final String UNKNOWN = "not measured";

  private EvalTable() {}

  static String render(RunResult result, boolean items) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(result));
    lines.add("");
    int width = width(result);
    lines.add(
        ROW.formatted(
            wide("suite", width), "items", "passed", "rate", "95 % interval", "other outcomes"));
    result.suites().forEach(suite -> lines.add(row(suite, width)));
    lines.add(overall(result, width));
    lines.addAll(FormatLines.of(result));
    lines.add("");
    lines.addAll(measurements(result));
    lines.addAll(DeviceLines.of(result.device()));
    if (!result.harnessValid()) {
      lines.add("");
      lines.addAll(invalidSuites(result));
    }
    if (items) {
      result.suites().forEach(suite -> lines.addAll(itemLines(suite)));
    }
    return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  /** As wide as the longest id: a cut one could be another suite's. */
  private static int width(RunResult result) {
    return result.suites().stream()
        .mapToInt(suite -> suite.suiteId().length())
        .reduce(SHORTEST_NAME, Math::max);
  }

  private static String wide(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  private static String heading(RunResult result) {
    EngineBuild engine = result.engine().build();
    return "%s %s  %s  %s on %s%s%s%s%s"
        .formatted(
            result.model().name(),
            result.model().version().orElse("(no version)"),
            result.model().quantization().orElse("(quantization not stated)"),
            engine.runtimeBuild(),
            engine.backend(),
            engine.deployment() == Deployment.EDGE ? " (edge)" : "",
            ifKnown(", context ", engine.configuration().contextTokens()),
            quantizedCache(engine),
            ifKnown(", threads ", engine.configuration().threads()));
  }

  private static String quantizedCache(EngineBuild engine) {
    return engine
        .configuration()
        .cacheType()
        .filter(CacheType::isQuantized)
        .map(type -> ", cache " + type)
        .orElse("");
  }

  private static String ifKnown(String name, OptionalInt value) {
    return value.isPresent() ? name + value.getAsInt() : "";
  }

  private static String row(SuiteResult suite, int width) {
    return ROW.formatted(
        wide(suite.suiteId(), width),
        suite.items().size(),
        suite.passed(),
        rate(suite),
        interval(ScoreInterval.of(suite)),
        otherOutcomes(suite));
  }

  private static String rate(SuiteResult suite) {
    if (suite.passRate().isPresent()) {
      return Percentage.of(suite.passRate().getAsDouble());
    }
    return suite.harness().valid() ? "-" : "invalid";
  }

  private static String overall(RunResult result, int width) {
    Optional<ScoreInterval> interval =
        result.harnessValid()
            ? ScoreInterval.of(result.passed(), result.scored())
            : Optional.empty();
    return ROW.formatted(
        wide("overall", width),
        result.items(),
        result.passed(),
        result.passRate().isPresent() ? Percentage.of(result.passRate().getAsDouble()) : "-",
        interval(interval),
        "");
  }

  private static String interval(Optional<ScoreInterval> interval) {
    return interval.map(i -> Percentage.of(i.low()) + " - " + Percentage.of(i.high())).orElse("-");
  }

  private static String otherOutcomes(SuiteResult suite) {
    return suite.outcomes().entrySet().stream()
        .filter(entry -> entry.getKey() != ItemOutcome.PASS && entry.getValue() > 0)
        .map(EvalTable::outcome)
        .collect(Collectors.joining(", "));
  }

  private static String outcome(Map.Entry<ItemOutcome, Integer> count) {
    return count.getKey().wireName().replace('_', ' ') + " " + count.getValue();
  }

  private static List<String> measurements(RunResult result) {
    Latency latency = result.latency();
    return List.of(
        "load                 " + loadTime(latency),
        "time to first token  " + quantiles(latency.timeToFirstTokenMillis(), "ms"),
        "prompt speed         " + quantiles(latency.promptTokensPerSecond(), "tokens/s"),
        "decode speed         " + quantiles(latency.decodeTokensPerSecond(), "tokens/s"),
        "time per token       " + quantiles(latency.millisPerOutputToken(), "ms"),
        "end to end           " + quantiles(latency.endToEndMillis(), "ms"),
        "peak memory          " + memory(result.usage()),
        "controls             " + controls(result));
  }

  private static String loadTime(Latency latency) {
    return latency
        .load()
        .map(time -> decimal(time.toNanos() / 1e6) + " ms")
        .orElse("not measured: the model had been loaded before");
  }

  private static String quantiles(Optional<Quantiles> quantiles, String unit) {
    return quantiles
        .map(
            q ->
                "median %s %s, 5 to 95 %%: %s to %s"
                    .formatted(decimal(q.p50()), unit, decimal(q.p05()), decimal(q.p95())))
        .orElse(UNKNOWN);
  }

  private static String memory(ResourceUsage usage) {
    if (usage.peakResidentBytes().isEmpty()) {
      return UNKNOWN;
    }
    String peak = mebibytes(usage.peakResidentBytes().getAsLong());
    return usage.residentBytesBeforeLoad().isPresent()
        ? peak
            + " ("
            + mebibytes(usage.residentBytesBeforeLoad().getAsLong())
            + " before the model was loaded)"
        : peak;
  }

  private static String controls(RunResult result) {
    if (result.controls() == 0) {
      return "none was asked";
    }
    int suites = result.suites().size();
    long invalid = result.suites().stream().filter(suite -> !suite.harness().valid()).count();
    if (invalid > 0) {
      return "not as expected in %d of %d suites".formatted(invalid, suites);
    }
    return result.judged() == suites
        ? result.controls() + " asked, as expected in every suite"
        : "%d asked, as expected in %d of %d suites; of the others none was asked"
            .formatted(result.controls(), result.judged(), suites);
  }

  private static List<String> invalidSuites(RunResult result) {
    List<String> lines = new ArrayList<>();
    Set<Symptom> seen = EnumSet.noneOf(Symptom.class);
    for (SuiteResult suite : result.suites()) {
      if (suite.harness() instanceof HarnessVerdict.Invalid invalid) {
        lines.add(
            "%s says nothing about the model: %s"
                .formatted(suite.suiteId(), EvalJson.symptoms(invalid)));
        seen.addAll(invalid.symptoms());
      }
    }
    for (Symptom symptom : seen) {
      lines.add("  " + EvalJson.wireName(symptom) + ": " + SymptomWords.explain(symptom));
    }
    return lines;
  }

  private static List<String> itemLines(SuiteResult suite) {
    List<String> lines = new ArrayList<>(List.of("", suite.suiteId() + ":"));
    for (ItemResult item : suite.items()) {
      lines.add(
          "  %-16s %-14s %s".formatted(item.id(), item.outcome().wireName(), printable(item)));
    }
    return lines;
  }

  /** An answer must not be able to play tricks on the terminal. */
  private static String printable(ItemResult item) {
    String text = item.explanation().isEmpty() ? item.answer().orElse("") : item.explanation();
    return text.strip().replaceAll("\\p{Cntrl}", " ");
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }
}
