package dev.sluice.proof;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import dev.sluice.proof.statement.PlainText;
import dev.sluice.proof.statement.PrivacyStatement;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what may leave a device. */
@Command(
    name = "report",
    description = {
      "Says what may leave a device, how noisy it is, and what epsilon it adds up to: for each"
          + " metric, in 28 days, and for life.",
      "A registry that must not be used is refused with file, line and reason."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RegistryOption registry;

  @Option(
      names = "--epsilon",
      defaultValue = "1",
      description = "Privacy loss that devices are set to; default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      MetricRegistry metrics = registry.load();
      PrivacyStatement statement = PrivacyStatement.of(metrics, tier(metrics), Caps.DEFAULT);
      spec.commandLine().getOut().print(json ? json(statement) : PlainText.of(statement));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (IOException | RegistryException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Epsilon tier(MetricRegistry metrics) {
    return metrics.epsilonTiers().stream()
        .filter(tier -> tier.value() == epsilon)
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--epsilon must be one of " + metrics.epsilonTiers() + ", was " + epsilon));
  }

  private static String json(PrivacyStatement statement) throws IOException {
    return JsonMapper.builder().build().writeValueAsString(statement) + "\n";
  }
}
