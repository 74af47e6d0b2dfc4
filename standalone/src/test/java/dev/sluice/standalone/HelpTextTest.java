package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

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

  /** Left to itself, picocli lists the names of an enum's constants beside their words. */
  @TestFactory
  Stream<DynamicTest> error_wordThatIsNone_namesEachThatThereIsOnce() {
    return withThoseBelow(new CommandLine(Main.class))
        .flatMap(command -> command.getCommandSpec().options().stream())
        .filter(option -> words(option).length > 0)
        .map(
            option ->
                DynamicTest.dynamicTest(
                    option.command().qualifiedName() + " " + option.longestName(),
                    () -> {
                      String message = " " + objection(option).toLowerCase(Locale.ROOT) + " ";
                      assertThat(words(option))
                          .allSatisfy(
                              word ->
                                  assertThat(message.replace('_', '-').split(word(word), -1))
                                      .as(message)
                                      .hasSize(2));
                    }));
  }

  private static String objection(OptionSpec option) {
    CommandLine command = option.command().commandLine();
    return catchThrowableOfType(
            CommandLine.ParameterException.class,
            () -> command.parseArgs(option.longestName(), "no such"))
        .getMessage();
  }

  private static Object[] words(OptionSpec option) {
    return Arrays.stream(option.auxiliaryTypes())
        .filter(Class::isEnum)
        .flatMap(type -> Arrays.stream(type.getEnumConstants()))
        .toArray();
  }

  /** A constant's word, but not within a longer one; names of another tool have no hyphens. */
  private static String word(Object constant) {
    String word = constant.toString().toLowerCase(Locale.ROOT).replace("_", "-?");
    return "(?<![a-z0-9-])" + word + "(?![a-z0-9-])";
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
