package dev.sluice.probe;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Says what is wrong with a command line, and where help is. The whole help behind it, as picocli
 * prints it, would scroll that away; a list of commands is short, and shown.
 */
public final class WrongUsage implements CommandLine.IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(exception.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
    if (command.getSubcommands().isEmpty()) {
      err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    } else {
      command.usage(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
