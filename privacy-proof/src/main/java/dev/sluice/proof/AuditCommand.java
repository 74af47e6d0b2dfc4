package dev.sluice.proof;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.proof.audit.Audit;
import dev.sluice.proof.audit.AuditResult;
import dev.sluice.proof.audit.RegistryTargets;
import dev.sluice.proof.audit.Target;
import dev.sluice.proof.audit.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Attacks the bytes that leave a device. */
@Command(
    name = "audit",
    description = {
      "Attacks the bytes that leave a device: for every mechanism and privacy loss, two inputs that"
          + " are hardest to hide, thousands of real reports of each, and the event that tells them"
          + " apart best, chosen on one part of the reports and certified on the other.",
      "A verdict is ok if no more is certified than is claimed, and at least 0.8 of it: less would"
          + " only mean that the attack was too weak. All bounds hold together with --confidence: at"
          + " 0.99, a sound device is found to leak in at most one audit of 100. One that runs every"
          + " night should ask for more.",
      "Randomness is real: no two audits are alike. Exits with 1 if a verdict is not ok."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  private static final String LINE = "%-20s %7s %12s %10s  %s%n";

  @Spec private CommandSpec spec;

  @Mixin private RegistryOption registry;

  @Option(
      names = "--metric",
      paramLabel = "ID",
      description = "Attack this metric only; default: one metric for each mechanism.")
  private @Nullable String metric;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Reports of each input; default: as many as each claim needs.")
  private @Nullable Integer samples;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.99",
      description =
          "With what confidence all bounds hold together, 0.5 to 0.999999999; default:"
              + " ${DEFAULT-VALUE}. More needs more reports.")
  private double confidence;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private record Outcome(List<AuditResult> results, boolean ok) {}

  @Override
  public Integer call() throws InterruptedException {
    try {
      Outcome outcome = audit(targets(registry.load()));
      if (json) {
        out().println(JsonMapper.builder().build().writeValueAsString(outcome));
      }
      return outcome.ok() ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException | RegistryException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private List<Target> targets(MetricRegistry metrics) {
    RegistryTargets targets = new RegistryTargets(metrics, SecureRandomness::new);
    String wanted = metric;
    if (wanted == null) {
      return targets.all();
    }
    return targets.of(
        metrics
            .metric(wanted)
            .orElseThrow(() -> usage("--metric is not in the registry: " + wanted)));
  }

  private Outcome audit(List<Target> targets) throws InterruptedException {
    if (!json) {
      out().printf(LINE, "mechanism", "claim", "certified", "reports", "verdict");
    }
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<AuditResult> results =
          new Audit(workers, checkedConfidence(), perInput())
              .run(targets, progress(targets.size()));
      return new Outcome(
          results, results.stream().allMatch(result -> result.verdict() == Verdict.OK));
    } finally {
      workers.shutdownNow();
    }
  }

  private double checkedConfidence() {
    if (confidence >= 0.5 && confidence <= 0.999_999_999) {
      return confidence;
    }
    throw usage("--confidence must be 0.5 to 0.999999999, was " + confidence);
  }

  private OptionalInt perInput() {
    if (samples == null) {
      return OptionalInt.empty();
    }
    return Optional.of(samples)
        .filter(n -> n >= 1_000 && n <= 100_000_000)
        .map(OptionalInt::of)
        .orElseThrow(() -> usage("--samples must be 1000 to 100000000, was " + samples));
  }

  private Consumer<AuditResult> progress(int claims) {
    int[] done = {0};
    return result -> {
      if (json) {
        done[0]++;
        spec.commandLine().getErr().println(done[0] + " of " + claims + " claims attacked");
      } else {
        print(result);
      }
    };
  }

  private void print(AuditResult result) {
    out()
        .printf(
            LINE,
            result.mechanism(),
            result.epsilon(),
            String.format(Locale.ROOT, "%.3f", result.lowerBound()),
            result.samples(),
            result.verdict().text());
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
