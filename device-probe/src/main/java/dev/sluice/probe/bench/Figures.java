package dev.sluice.probe.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** From rounds to figures. A round that cannot tell a figure is not in it; none, no figure. */
final class Figures {
  private static final Limit SPEED = new Limit.AtLeast(0.97);
  private static final Limit REPORT = new Limit.AtMost(0.01);
  private static final Limit RESIDENT = new Limit.AtMost(150);
  private static final Limit DISTRIBUTION = new Limit.AtMost(25);

  private final List<ProbeRun> rounds;
  private final List<Figure> figures = new ArrayList<>();

  private Figures(List<ProbeRun> rounds) {
    this.rounds = rounds;
  }

  /**
   * Computes all of them.
   *
   * @param rounds at least one, and only comparable ones
   */
  static List<Figure> of(List<ProbeRun> rounds, DistributionSize size) {
    Figures all = new Figures(rounds);
    all.speeds();
    all.processorTime();
    all.add("parent_peak_rss", "MB", Figures::parentPeakMegabytes, RESIDENT);
    all.addOnce("distribution", size.bytesWithoutNatives() / 1e6, DISTRIBUTION);
    all.addOnce("native_libraries", size.nativeBytes() / 1e6, null);
    return List.copyOf(all.figures);
  }

  private void speeds() {
    speed("answered_tokens_per_second", Work::answeredTokensPerSecond);
    speed("decode_tokens_per_second", Work::decodeTokensPerSecond);
    speed("prompt_tokens_per_second", Work::promptTokensPerSecond);
  }

  private void speed(String id, ToDoubleFunction<Work> rate) {
    add(
        id + "_ratio",
        "ratio",
        round -> rate.applyAsDouble(round.work()) / rate.applyAsDouble(round.bare()),
        SPEED);
    add("probe_" + id, "tokens/s", round -> rate.applyAsDouble(round.work()), null);
    add("bare_" + id, "tokens/s", round -> rate.applyAsDouble(round.bare()), null);
  }

  private void processorTime() {
    add("report_cpu_share", "ratio", r -> laterReport(r) / evalCpu(r), REPORT);
    add("first_report_cpu_share", "ratio", r -> firstReport(r) / evalCpu(r), null);
    add("parent_cpu_share", "ratio", r -> r.evalParentCpuNanos() / evalCpu(r), null);
    add("report_cpu", "ms", r -> laterReport(r) / 1e6, null);
    add("first_report_cpu", "ms", r -> firstReport(r) / 1e6, null);
    add("eval_cpu", "ms", r -> evalCpu(r) / 1e6, null);
  }

  private void add(
      String id, String unit, ToDoubleFunction<ProbeRun> value, @Nullable Limit limit) {
    double[] values = rounds.stream().mapToDouble(value).filter(Double::isFinite).toArray();
    if (values.length > 0) {
      figures.add(Figure.of(id, unit, values, Optional.ofNullable(limit)));
    }
  }

  private void addOnce(String id, double megabytes, @Nullable Limit limit) {
    figures.add(Figure.of(id, "MB", new double[] {megabytes}, Optional.ofNullable(limit)));
  }

  private static double firstReport(ProbeRun round) {
    return round.firstReportCpuNanos();
  }

  private static double laterReport(ProbeRun round) {
    return round.laterReportCpuNanos();
  }

  /** Both processes; not a number where the engine's part is unknown. */
  private static double evalCpu(ProbeRun round) {
    Long engine = round.evalEngineCpuNanos();
    return engine == null ? Double.NaN : round.evalParentCpuNanos() + engine;
  }

  private static double parentPeakMegabytes(ProbeRun round) {
    Long bytes = round.peakResidentBytes();
    return bytes == null ? Double.NaN : bytes / 1e6;
  }
}
