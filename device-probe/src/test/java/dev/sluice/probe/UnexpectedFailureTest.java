package dev.sluice.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class UnexpectedFailureTest {

  @Command(name = "breaks")
  static final class Breaks implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("the first line\nthe second");
    }
  }

  @Test
  void failure_thatNoCommandForesaw_isOneLineAndExitCodeOne() {
    StringWriter err = new StringWriter();

    int exitCode =
        new CommandLine(new Breaks())
            .setExecutionExceptionHandler(new UnexpectedFailure())
            .setErr(new PrintWriter(err))
            .execute();

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "breaks: failed unexpectedly (IllegalStateException): the first line");
  }
}
