package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher, in a checkout that is built already and with a Java that says how it was called.
 */
class LauncherTest {
  private static final String TELLING =
      "#!/bin/sh\necho \"LC_ALL=${LC_ALL-}\"\nprintf '%s\\n' \"$@\"\n";

  @TempDir private Path home;

  @BeforeEach
  void makeCheckout() throws IOException {
    Files.copy(Path.of("..", "sluice"), home.resolve("sluice"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createFile(home.resolve("pom.xml"));
    for (String module : new String[] {"standalone", "device-probe"}) {
      Files.createDirectories(home.resolve(module + "/target/lib"));
    }
    Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, TELLING);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    Files.createFile(Files.createDirectory(home.resolve("target")).resolve("launcher-build.stamp"));
  }

  /** Under the plain locale Java finds no file that has a letter beyond ASCII in its name. */
  @ParameterizedTest
  @CsvSource({
    "NONE, x, C.UTF-8",
    "LANG, C, C.UTF-8",
    "LC_CTYPE, POSIX, C.UTF-8",
    "LC_ALL, C, C.UTF-8",
    "LANG, de_DE.UTF-8, ''",
    "LC_CTYPE, C.UTF-8, ''",
    "LC_ALL, en_GB.UTF-8, en_GB.UTF-8"
  })
  void launcher_plainLocale_becomesThePlainOneWithUtf8(String name, String value, String locale)
      throws Exception {
    assertThat(launch(Map.of(name, value), "query", "--help"))
        .startsWith("LC_ALL=" + locale + "\n");
  }

  @Test
  void launcher_commandOfTheProbe_isTheProbesProgram() throws Exception {
    String called = launch(Map.of(), "probe", "fit", "--model", "my model.gguf");

    assertThat(called)
        .endsWith("dev.sluice.probe.Main\nfit\n--model\nmy model.gguf\n")
        .contains("-Dsluice.home=" + home.toRealPath() + "\n");
  }

  private String launch(Map<String, String> locale, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 2];
    command[0] = "bash";
    command[1] = home.resolve("sluice").toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().putAll(locale);
    builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
