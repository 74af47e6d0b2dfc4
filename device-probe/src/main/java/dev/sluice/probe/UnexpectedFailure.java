package dev.sluice.probe;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/**
 * The last resort for what no command foresaw: people get one line, and the stack trace goes to the
 * log, which is silent unless somebody asks for it.
 */
public final class UnexpectedFailure implements CommandLine.IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LoggerFactory.getLogger(UnexpectedFailure.class).debug("failed", e);
    String kind = e.getClass().getSimpleName();
    String message =
        String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
    command
        .getErr()
        .printf(
            "%s: failed unexpectedly (%s): %s%n",
            command.getCommandSpec().qualifiedName(), kind, message);
    command.getErr().flush();
    return ExitCode.SOFTWARE;
  }
}
