package dev.sluice.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MissingConnectionTest {

  @ParameterizedTest
  @CsvSource({
    "run --jdbc-url jdbc:postgresql://localhost/sluice, --bootstrap-servers",
    "run --bootstrap-servers localhost:9092, --jdbc-url",
    "dead-letters, --bootstrap-servers",
    "replay --reason registry-mismatch, --bootstrap-servers",
  })
  void run_withoutAConnection_isUsageThatNamesIt(String line, String missing) {
    assumeTrue(System.getenv("SLUICE_BOOTSTRAP_SERVERS") == null);
    assumeTrue(System.getenv("SLUICE_JDBC_URL") == null);
    StringWriter people = new StringWriter();
    CommandLine command = JobsCommand.commandLine().setErr(new PrintWriter(people));

    int exit = command.execute(line.split(" "));

    assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(people.toString()).contains("Missing required option: '" + missing);
  }
}
