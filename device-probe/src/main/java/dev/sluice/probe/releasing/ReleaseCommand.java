package dev.sluice.probe.releasing;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code probe release}. */
@Command(
    name = "release",
    description =
        "Signed release manifests: what is shipped, what it needs, and whether it may run here.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeygenCommand.class,
      DraftCommand.class,
      SignCommand.class,
      VerifyCommand.class,
      CheckCommand.class
    },
    footerHeading = "%nA publisher:%n",
    footer = {
      "  probe release keygen --out release",
      "  probe release draft --name notes --version 2.0.0 --sequence 7 --context 4096 \\",
      "    --variant notes-q8_0.gguf --variant notes-q4_k_m.gguf \\",
      "    --fallback-name notes --fallback-version 1.9.0 --fallback old.gguf \\",
      "    > manifest.json",
      "  probe release sign --manifest manifest.json --key release.key \\",
      "    --out notes.release",
      "",
      "A device, before it downloads anything:",
      "  probe release check --manifest notes.release --key release.pub",
    })
public final class ReleaseCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }
}
