package dev.sluice.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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

  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .flatMap(each -> Stream.concat(Stream.of(each), below(each)));
  }
}
