package dev.sluice.ingest.credential;

import dev.sluice.ingest.reload.UnusableFileException;
import dev.sluice.ingest.senders.CredentialFile;
import dev.sluice.ingest.senders.FleetCredential;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what an ingest would make of a credentials file. */
@Command(
    name = "check",
    description = "Reads a credentials file as the ingest does, and lists who may send.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every line can be used", "1:the file cannot be used", "2:wrong usage"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "The credentials file.")
  private Path file;

  @Override
  public Integer call() {
    try {
      List<FleetCredential> credentials = CredentialFile.parse(text(), file.toString());
      LocalDate today = LocalDate.now(Clock.systemUTC());
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%-40s %-10s %-12s %s%n", "FLEET", "STATE", "NOT AFTER", "REPORTS/S");
      for (FleetCredential each : credentials) {
        out.printf(
            "%-40s %-10s %-12s %s%n",
            each.fleet(),
            each.validOn(today) ? "valid" : "expired",
            each.lastDay().map(LocalDate::toString).orElse("-"),
            each.reportsPerSecond().map(String::valueOf).orElse("-"));
      }
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println("credential: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private String text() throws IOException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UnusableFileException(
          file + (Files.exists(file) ? ": cannot be read as text" : ": there is no such file"));
    }
  }
}
