package dev.sluice.probe.doctor;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.openai.ServerAddress;
import dev.sluice.probe.openai.ServerEngine;
import dev.sluice.probe.openai.ServerEngine.Connection;
import dev.sluice.probe.openai.ServerFault;
import dev.sluice.probe.openai.ServerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Servers on this machine that have a model, at the ports that such programs take by themselves:
 * who runs one can evaluate it as it is. They are asked what they have, and the model nothing.
 */
record LocalServersCheck(List<Integer> ports) implements Check {
  /** Of llama-server and mlx_lm.server, Ollama, and LM Studio. */
  static final String USUAL_PORTS = "8080,11434,1234";

  private static final ServerLimits LITTLE =
      new ServerLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20, Duration.ZERO);

  LocalServersCheck {
    ports = List.copyOf(ports);
  }

  @Override
  public String name() {
    return "local servers";
  }

  @Override
  public Finding run() {
    List<String> found = ports.stream().flatMap(port -> look(port).stream()).toList();
    return found.isEmpty()
        ? Finding.notChecked("no server that has a model listens here on " + portList())
        : Finding.ok(String.join("; ", found));
  }

  /** How to use the server; empty if there is none, or one of something else. */
  private static Optional<String> look(int port) {
    ServerAddress address = ServerAddress.parse("http://127.0.0.1:" + port);
    Connection connection =
        ServerEngine.connect(
            address, Optional.empty(), Optional.empty(), Deployment.DEVICE, LITTLE);
    if (connection instanceof Connection.Connected connected) {
      return Optional.of(
          "'probe eval --server %s' evaluates '%s' (%s)"
              .formatted(
                  address,
                  connected.engine().facts().model(),
                  connected.engine().facts().runtimeBuild()));
    }
    Connection.Failed failed = (Connection.Failed) connection;
    return failed.fault() == ServerFault.NO_SUCH_MODEL
        ? Optional.of("'probe eval --server %s': %s".formatted(address, failed.reason()))
        : Optional.empty();
  }

  private String portList() {
    return String.join(", ", ports.stream().map(String::valueOf).toList());
  }
}
