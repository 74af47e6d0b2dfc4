package dev.sluice.probe.fitting;

import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.MemoryEstimate;
import dev.sluice.probe.gguf.GgufModel;
import java.util.ArrayList;
import java.util.List;

/** The answer as text for a person. */
final class FitTable {
  private static final String ROW = "  %-10s %12s  %s";

  private FitTable() {}

  static String render(FitReport report) {
    List<String> lines = new ArrayList<>();
    report.header().ifPresent(header -> lines.add(heading(header) + "\n"));
    if (report.answer() instanceof FitAnswer.CannotTell cannot) {
      lines.add("Cannot tell: " + cannot.reason() + ".");
    } else if (report.answer() instanceof FitAnswer.Fits fits) {
      lines.addAll(breakdown(report, fits.estimate(), fits.availableBytes()));
      lines.add(
          "Fits: "
              + ByteSize.text(fits.availableBytes() - fits.estimate().neededBytes())
              + " to spare.");
    } else if (report.answer() instanceof FitAnswer.DoesNotFit not) {
      lines.addAll(breakdown(report, not.estimate(), not.availableBytes()));
      lines.add("Does not fit: " + shortage(not) + ". What would help, best first:");
      for (int i = 0; i < not.advice().size(); i++) {
        lines.add("  %d. %s".formatted(i + 1, AdviceWords.sentence(not.advice().get(i))));
      }
    }
    return String.join("\n", lines);
  }

  static String shortage(FitAnswer.DoesNotFit not) {
    return "it lacks " + ByteSize.text(not.estimate().neededBytes() - not.availableBytes());
  }

  private static String heading(GgufModel header) {
    return "%s  %s  %s, %s weights"
        .formatted(
            header.name().orElse("(no name)"),
            header.quantization().orElse("(quantization not stated)"),
            header.architecture(),
            weights(header.weightCount()));
  }

  private static String weights(long count) {
    return count >= 100_000_000
        ? "%.2f billion".formatted(count / 1e9)
        : "%.1f million".formatted(count / 1e6);
  }

  private static List<String> breakdown(FitReport report, MemoryEstimate estimate, long available) {
    List<String> lines = new ArrayList<>();
    lines.add(row("weights", estimate.weights(), "the file's tensors"));
    lines.add(
        row(
            "cache",
            estimate.cache(),
            "keys and values, %s, context %d"
                .formatted(report.plan().cacheType(), report.plan().contextTokens())));
    lines.add(
        row(
            "compute",
            estimate.compute(),
            "one step of %d tokens".formatted(report.plan().stepTokens())));
    lines.add(row("runtime", estimate.runtime(), "the library itself"));
    lines.add(row("needed", estimate.neededBytes(), ""));
    lines.add(
        row(
            "available",
            available,
            "%s less %s for the system (%s)"
                .formatted(
                    ByteSize.text(report.ramBytes()),
                    ByteSize.text(report.ramBytes() - available),
                    report.device())));
    if (estimate.rereadable() > 0) {
      lines.add(
          "  Up to %s will show as resident: rearranged weights, whose pages in the file are free to go."
              .formatted(ByteSize.text(estimate.peakResidentBytes())));
    }
    if (report.slidingWindow()) {
      lines.add("  The sliding window is not modelled: newer llama.cpp keeps a smaller cache.");
    }
    lines.add("");
    return lines;
  }

  private static String row(String what, long bytes, String remark) {
    return ROW.formatted(what, ByteSize.text(bytes), remark).stripTrailing();
  }
}
