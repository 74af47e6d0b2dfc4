package dev.sluice.gate;

import dev.sluice.gate.policy.PolicyException;
import dev.sluice.gate.policy.PolicyParser;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks policies as a gate would. */
@Command(
    name = "lint",
    description = {
      "Checks policies as a gate would: strictly. A problem is one line: file, line, place, reason.",
      "Exits with 0 if all are good, and with 1 if one is not."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private RegistryOption registry;

  @Parameters(arity = "1..*", paramLabel = "POLICY.yaml", description = "The policies.")
  private List<Path> files;

  @Override
  public Integer call() {
    try {
      MetricRegistry metrics = registry.load();
      boolean good = true;
      for (Path file : files) {
        good &= good(file, metrics);
      }
      return good ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (IOException | RegistryException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private boolean good(Path file, MetricRegistry metrics) {
    try {
      PolicyParser.parse(SmallFiles.read(file), file.toString(), metrics);
      spec.commandLine().getOut().println(file + ": good");
      return true;
    } catch (IOException | PolicyException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return false;
    }
  }
}
