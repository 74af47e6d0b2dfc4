package dev.sluice.standalone.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedPortsTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("ports.properties");
  }

  @Test
  void claim_ofAFreePortAgain_givesTheSame() {
    int port = new RememberedPorts(file).claim("broker");

    assertThat(new RememberedPorts(file).claim("broker")).isEqualTo(port);
  }

  @Test
  void claim_whenSomeoneElseHasThePort_givesAnotherAndRemembersIt() throws Exception {
    int taken = new RememberedPorts(file).claim("broker");
    int replacement;
    try (var ignored = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      replacement = new RememberedPorts(file).claim("broker");
    }

    assertThat(replacement).isNotEqualTo(taken);
    assertThat(new RememberedPorts(file).claim("broker")).isEqualTo(replacement);
  }

  @Test
  void claim_ofManyNamesThatNobodyUsesYet_givesEachItsOwn() {
    RememberedPorts ports = new RememberedPorts(file);

    assertThat(IntStream.range(0, 200).map(i -> ports.claim("part" + i)).boxed())
        .doesNotHaveDuplicates();
    assertThat(new RememberedPorts(file).claim("part7")).isEqualTo(ports.claim("part7"));
  }

  @Test
  void claim_whenTheFileHasNonsense_choosesAnew() {
    PrivateFile.write(file, Map.of("broker", "99999", "rest", "-1"));

    assertThat(new RememberedPorts(file).claim("broker")).isBetween(1024, 65_535);
    assertThat(new RememberedPorts(file).claim("rest")).isBetween(1024, 65_535);
  }
}
