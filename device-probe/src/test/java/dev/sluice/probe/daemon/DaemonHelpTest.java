package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the help tells an owner about the file. */
class DaemonHelpTest {
  @TempDir private Path directory;
  private DaemonFile file;

  @BeforeEach
  void begin() {
    file = new DaemonFile(directory);
  }

  /** What an owner cannot find here is not there for him. */
  @Test
  void help_namesEveryKeyOfTheFile() {
    String help = helpOfTheFile();

    assertThat(keys(ConfigDocument.class)).contains("schedule", "joulesPerDay", "sha256");
    assertThat(keys(ConfigDocument.class))
        .allSatisfy(key -> assertThat(help).containsPattern("(?m)(^ *|[{,] *)" + key + ":\\s"));
  }

  @Test
  void help_fileAsItIsShown_canBeReadAndHasTheDefaults() throws Exception {
    Path secret = Files.writeString(directory.resolve("fleet.secret"), "secret");
    file.write(
        helpOfTheFile()
            .replace("sha256: ...", "sha256: \"" + "ab".repeat(32) + "\"")
            .replace("/etc/sluice/fleet.secret", secret.toString())
            .replace("/etc/sluice/server.key", secret.toString()));

    file.assertDefaults(DaemonConfig.read(file.path));
  }

  private static String helpOfTheFile() {
    String help = CommandRun.of("daemon", "--help").out();
    int begin = help.indexOf("The file:");
    return help.substring(begin + "The file:".length(), help.indexOf("With --manifest", begin));
  }

  private static List<String> keys(Class<?> document) {
    return Arrays.stream(document.getRecordComponents())
        .flatMap(key -> Stream.concat(Stream.of(key.getName()), keysBelow(key)))
        .toList();
  }

  private static Stream<String> keysBelow(RecordComponent key) {
    return Arrays.stream(ConfigDocument.class.getDeclaredClasses())
        .filter(inner -> key.getGenericType().getTypeName().contains(inner.getName()))
        .flatMap(inner -> keys(inner).stream());
  }
}
