package dev.sluice.probe.daemon;

import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.openai.ApiKey;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.openai.ServerAddress;
import dev.sluice.schemas.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of the daemon's file that says where one model is. */
final class ModelReader {
  private final ConfigReader reader;
  private final String at;
  private final ConfigDocument.Model stated;

  /**
   * A reader.
   *
   * @param at the model's place in the file, such as {@code models/0/}
   */
  ModelReader(ConfigReader reader, String at, ConfigDocument.Model stated) {
    this.reader = reader;
    this.at = at;
    this.stated = stated;
  }

  /** The model, if it is one that devices of a class can report on. */
  InstalledModel model(MetricRegistry registry, String deviceClass) throws ConfigException {
    String name = required("name", stated.name());
    String version = required("version", stated.version());
    requireRoom("name", name, ReportFormat.LONGEST_NAME);
    requireRoom("version", version, ReportFormat.LONGEST_VERSION);
    Optional<ServedModel> server = server();
    Optional<Path> file =
        stated.file() == null && server.isPresent()
            ? Optional.empty()
            : Optional.of(reader.path(at + "file", stated.file()));
    String sha256 = required("sha256", stated.sha256());
    InstalledModel model;
    try {
      model = new InstalledModel(name, version, file, sha256, server);
    } catch (IllegalArgumentException e) {
      throw wrong("sha256", "must be 64 lower-case hexadecimal digits, was " + sha256);
    }
    requireDeployment(model, registry, deviceClass);
    return model;
  }

  /** No rollout calls a model what no report can. */
  private void requireRoom(String key, String text, int longest) throws ConfigException {
    if (!ReportFormat.isName(text, longest)) {
      throw wrong(
          key,
          "must be 1 to "
              + longest
              + " letters, digits and .+-_ to fit into a report, was "
              + text);
    }
  }

  /** What an edge server does is never counted as a device's, nor the other way round. */
  private void requireDeployment(InstalledModel model, MetricRegistry registry, String deviceClass)
      throws ConfigException {
    String needed = registry.deployment(deviceClass).word();
    if (!model.deployment().wireName().equals(needed)) {
      throw wrong(
          model.server().isPresent() ? "deployment" : "file",
          "runs as %s, and the deviceClass %s is of deployment %s"
              .formatted(model.deployment().wireName(), deviceClass, needed));
    }
  }

  private Optional<ServedModel> server() throws ConfigException {
    if (stated.server() == null) {
      requireNoServer("serverModel", stated.serverModel());
      requireNoServer("deployment", stated.deployment());
      requireNoServer("apiKeyFile", stated.apiKeyFile());
      return Optional.empty();
    }
    ServerAddress address = address(required("server", stated.server()));
    String id = required("serverModel", stated.serverModel());
    Deployment deployment = deployment();
    if (deployment == Deployment.DEVICE && !address.isLoopback()) {
      throw wrong("deployment", "must be edge for %s: it is not this device".formatted(address));
    }
    return Optional.of(new ServedModel(address, id, deployment, key()));
  }

  private void requireNoServer(String key, @Nullable String value) throws ConfigException {
    if (value != null) {
      throw wrong(key, "is about a server, and none is named");
    }
  }

  /** Nobody looks on: what comes from another machine must be known to come from there. */
  private ServerAddress address(String text) throws ConfigException {
    ServerAddress address;
    try {
      address = ServerAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong("server", String.valueOf(e.getMessage()));
    }
    if (!address.isEncrypted() && !address.isLoopback()) {
      throw wrong("server", "must be https, or on this machine, was " + address);
    }
    return address;
  }

  private Deployment deployment() throws ConfigException {
    return switch (Optional.ofNullable(stated.deployment()).orElse("device")) {
      case "device" -> Deployment.DEVICE;
      case "edge" -> Deployment.EDGE;
      default -> throw wrong("deployment", "must be device or edge");
    };
  }

  private Optional<ApiKey> key() throws ConfigException {
    if (stated.apiKeyFile() == null) {
      return Optional.empty();
    }
    Path file = reader.path(at + "apiKeyFile", stated.apiKeyFile());
    try {
      return Optional.of(ApiKey.fromFile(file));
    } catch (IOException e) {
      throw wrong("apiKeyFile", "cannot be used: " + e.getMessage());
    }
  }

  private String required(String key, @Nullable String value) throws ConfigException {
    return reader.required(at + key, value);
  }

  private ConfigException wrong(String key, String rule) {
    return reader.wrong(at + key, rule);
  }
}
