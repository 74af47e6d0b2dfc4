package dev.sluice.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandListTest {

  /** A list of commands shows the first line of each, and would cut off what goes on behind it. */
  @Test
  void command_firstLineOfItsDescription_isASentence() {
    List<CommandLine> commands = below(new CommandLine(new ProbeCommand())).toList();

    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as(command.getCommandName())
                    .endsWith("."));
  }

  /** A terminal of 80 columns shows each line of it as it is written: an example can be copied. */
  @Test
  void command_footerOfItsHelp_isNotBrokenAnew() {
    assertThat(below(new CommandLine(new ProbeCommand())))
        .allSatisfy(
            command ->
                assertThat(command.getUsageMessage(Ansi.OFF).lines().map(String::stripTrailing))
                    .as(command.getCommandSpec().qualifiedName())
                    .containsAll(footer(command)));
  }

  private static List<String> footer(CommandLine command) {
    return Arrays.stream(command.getCommandSpec().usageMessage().footer())
        .flatMap(line -> Ansi.OFF.string(line.formatted()).lines())
        .map(String::stripTrailing)
        .toList();
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .flatMap(each -> Stream.concat(Stream.of(each), below(each)));
  }
}
