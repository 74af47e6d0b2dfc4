package dev.sluice.probe.releasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceClassNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "release check --manifest m --key k"})
  void command_deviceClassThatIsNone_isAUsageErrorWithThoseThereAre(String command) {
    for (String wrong : new String[] {"mainframe", "phone", "LAPTOP-16GB", ""}) {
      String[] arguments =
          Stream.concat(Stream.of(command.split(" ")), Stream.of("--device-class", wrong))
              .toArray(String[]::new);

      CommandRun run = CommandRun.of(arguments);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines().findFirst().orElseThrow())
          .contains("--device-class")
          .endsWith(
              "'"
                  + wrong
                  + "' is not one of phone-4gb, phone-8gb, laptop-16gb, edge-box,"
                  + " edge-server");
    }
  }
}
