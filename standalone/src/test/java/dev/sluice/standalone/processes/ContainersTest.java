package dev.sluice.standalone.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers up to where an engine is needed; with one, the cluster's test is theirs. */
class ContainersTest {
  @TempDir private Path directory;

  @Test
  void of_withoutAnEngine_makesPartsThatCannotStart() throws IOException {
    assumeThat(TestClusters.canRunContainers()).isFalse();
    ClusterPorts ports = ClusterPorts.free();
    try (ProcessGuard guard = ProcessGuard.start()) {
      BrokerAndDatabase made = Containers.of(directory, ports, guard);

      assertThat(made.database().access().ownerUrl())
          .startsWith("jdbc:postgresql://127.0.0.1:%d/".formatted(ports.database()));
      for (Part part : new Part[] {made.broker(), made.database()}) {
        assertThat(part.alive()).isFalse();
        assertThatThrownBy(part::start)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("Docker environment");
        part.kill();
        part.stop();
      }
    }
  }
}
