package dev.sluice.gate;

import dev.sluice.gate.policy.ExamplePolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the example policy. */
@Command(
    name = "example",
    description = "Prints a commented policy to start from.",
    mixinStandardHelpOptions = true)
final class ExampleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--paired",
      description = "One by which devices run both versions and report the difference.")
  private boolean paired;

  @Override
  public void run() {
    spec.commandLine().getOut().print(paired ? ExamplePolicy.paired() : ExamplePolicy.text());
    spec.commandLine().getOut().flush();
  }
}
