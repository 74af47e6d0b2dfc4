package dev.sluice.jobs;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code jobs}, alone or below another one. */
@Command(
    name = "jobs",
    description = "Adds up the reports of the devices.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RunCommand.class,
      SubmitCommand.class,
      StopCommand.class,
      DeadLettersCommand.class,
      ReplayCommand.class
    })
public final class JobsCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command line of this command alone. */
  public static CommandLine commandLine() {
    return new CommandLine(new JobsCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
