package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What every command says of itself, on a terminal of 80 columns. */
class HelpTextTest {

  /** An example that is broken in two would be copied by half. */
  @TestFactory
  Stream<DynamicTest> help_whatStandsBelowTheOptions_isNotBrokenAnew() {
    return withThoseBelow(new CommandLine(Main.class))
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.getCommandSpec().qualifiedName(),
                    () -> assertThat(lines(command)).containsAll(footer(command))));
  }

  private static List<String> lines(CommandLine command) {
    return command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing).toList();
  }

  private static List<String> footer(CommandLine command) {
    return Arrays.stream(command.getCommandSpec().usageMessage().footer())
        .flatMap(line -> Ansi.OFF.string(line.formatted()).lines())
        .map(String::stripTrailing)
        .toList();
  }

  private static Stream<CommandLine> withThoseBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(HelpTextTest::withThoseBelow));
  }
}
