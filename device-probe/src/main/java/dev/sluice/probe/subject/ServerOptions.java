package dev.sluice.probe.subject;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.openai.ApiKey;
import dev.sluice.probe.openai.ServerAddress;
import dev.sluice.probe.openai.ServerEngine;
import dev.sluice.probe.openai.ServerLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A model on a server, as options say it. */
public final class ServerOptions {

  @Option(
      names = "--server",
      required = true,
      paramLabel = "URL",
      description =
          "Instead of running a file: a server that speaks the OpenAI protocol (llama-server, "
              + "mlx_lm.server, Ollama, LM Studio, vLLM), such as http://127.0.0.1:8080. It is "
              + "tried out first; what does not work is not asked of it.")
  private String server;

  @Option(
      names = "--server-model",
      paramLabel = "NAME",
      description = "The model's id on the server; default: the only one it has.")
  private @Nullable String model;

  @Option(
      names = "--deployment",
      defaultValue = "device",
      paramLabel = "device|edge",
      description =
          "Where the server is: on this device, or on another machine that several devices share; "
              + "results are kept apart. Default: ${DEFAULT-VALUE}.")
  private String deployment;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "File that holds the server's API key and nothing else.")
  private @Nullable Path keyFile;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the server's API key.")
  private @Nullable String keyVariable;

  /** Its address, as it was given. */
  public String server() {
    return server;
  }

  /**
   * Looks for the server and its model.
   *
   * @throws IllegalArgumentException if the options contradict themselves
   * @throws UnusableSubjectException if server, model or key cannot be used
   */
  public ServerEngine connect() throws UnusableSubjectException {
    ServerAddress address = ServerAddress.parse(server);
    ServerEngine.Connection connection =
        ServerEngine.connect(
            address, key(), Optional.ofNullable(model), place(), ServerLimits.standard());
    if (connection instanceof ServerEngine.Connection.Failed failed) {
      throw new UnusableSubjectException(server + ": " + failed.reason());
    }
    return ((ServerEngine.Connection.Connected) connection).engine();
  }

  private Deployment place() {
    return switch (deployment.toLowerCase(Locale.ROOT)) {
      case "device" -> Deployment.DEVICE;
      case "edge" -> Deployment.EDGE;
      default ->
          throw new IllegalArgumentException(
              "--deployment must be device or edge, was " + deployment);
    };
  }

  private Optional<ApiKey> key() throws UnusableSubjectException {
    if (keyFile != null && keyVariable != null) {
      throw new IllegalArgumentException("--api-key-file and --api-key-env exclude each other");
    }
    try {
      if (keyFile != null) {
        return Optional.of(ApiKey.fromFile(keyFile));
      }
      return keyVariable == null
          ? Optional.empty()
          : Optional.of(ApiKey.fromEnvironment(keyVariable, System.getenv(keyVariable)));
    } catch (IOException e) {
      throw new UnusableSubjectException("the API key cannot be used: " + e.getMessage());
    }
  }
}
