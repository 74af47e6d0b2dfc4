package dev.sluice.probe.daemon;

import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.bundled.BundledRegistry;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.agent.AgentSettings;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.cycle.SendDelay;
import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.send.FleetCredential;
import dev.sluice.probe.tokens.TokenTerms;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what the daemon's file says, and fills in what it leaves out. */
final class ConfigReader {
  private static final int MAX_MODELS = 64;

  private final Path source;
  private final ConfigDocument document;
  private final MetricRegistry registry = BundledRegistry.load();

  ConfigReader(Path source, ConfigDocument document) {
    this.source = source;
    this.document = document;
  }

  DaemonConfig config() throws ConfigException {
    ConfigDocument.Schedule schedule =
        Optional.ofNullable(document.schedule()).orElse(ConfigDocument.Schedule.NOTHING);
    ScheduleReader when = new ScheduleReader(this, schedule);
    AgentSettings settings;
    try {
      settings =
          new AgentSettings(
              path("dataDir", document.dataDir()),
              deviceClass(),
              suites(),
              epsilon(),
              caps(),
              sendDelay(),
              when.owner(),
              when.assumedWatts(),
              models());
    } catch (IllegalArgumentException e) {
      throw wrong("schedule", String.valueOf(e.getMessage()));
    }
    return new DaemonConfig(
        settings,
        address("gate", document.gate()),
        address("ingest", document.ingest()),
        credential(),
        tokens(),
        network(schedule),
        new EngineReader(this, document)
            .settings(settings.models().stream().anyMatch(model -> model.server().isEmpty())));
  }

  private String deviceClass() throws ConfigException {
    String named = required("deviceClass", document.deviceClass());
    if (!registry.deviceClasses().contains(named)) {
      throw wrong("deviceClass", "must be one of " + String.join(", ", registry.deviceClasses()));
    }
    return named;
  }

  private List<Suite> suites() throws ConfigException {
    SuiteChoice choice = SuiteChoice.parse(Optional.ofNullable(document.suites()).orElse("all"));
    if (choice instanceof SuiteChoice.Chosen chosen) {
      return chosen.suites();
    }
    throw wrong("suites", ((SuiteChoice.Unknown) choice).message());
  }

  private Epsilon epsilon() throws ConfigException {
    double asked = Optional.ofNullable(document.epsilon()).orElse(1.0);
    return registry.epsilonTiers().stream()
        .filter(tier -> tier.value() == asked)
        .findFirst()
        .orElseThrow(() -> wrong("epsilon", "must be one of " + registry.epsilonTiers()));
  }

  private Caps caps() throws ConfigException {
    int reports =
        Optional.ofNullable(document.maxReports()).orElse(Caps.DEFAULT.reportsPerWindow());
    double nano =
        Optional.ofNullable(document.maxEpsilon())
            .map(epsilon -> epsilon * 1e9)
            .orElse((double) Caps.DEFAULT.lifetimeNano());
    try {
      return new Caps(reports, Math.round(nano));
    } catch (IllegalArgumentException e) {
      throw wrong("maxReports, maxEpsilon", String.valueOf(e.getMessage()));
    }
  }

  private Duration sendDelay() throws ConfigException {
    String text = Optional.ofNullable(document.sendDelay()).orElse("12h");
    Optional<Duration> delay =
        text.equals("0")
            ? Optional.of(Duration.ZERO)
            : text.matches("[0-9]{1,6}[smh]")
                ? Optional.of(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    return delay
        .filter(time -> time.compareTo(SendDelay.LIMIT) <= 0)
        .orElseThrow(
            () ->
                wrong(
                    "sendDelay",
                    "must be 0, or a time such as 90s, 30m or 12h of at most "
                        + SendDelay.LIMIT.toHours()
                        + "h"));
  }

  private List<InstalledModel> models() throws ConfigException {
    List<ConfigDocument.Model> stated = Optional.ofNullable(document.models()).orElse(List.of());
    if (stated.isEmpty() || stated.size() > MAX_MODELS) {
      throw wrong("models", "must be 1 to " + MAX_MODELS + " models");
    }
    List<InstalledModel> models = new ArrayList<>();
    for (int i = 0; i < stated.size(); i++) {
      models.add(
          new ModelReader(this, "models/" + i + "/", stated.get(i)).model(registry, deviceClass()));
    }
    return models;
  }

  private DaemonConfig.Network network(ConfigDocument.Schedule schedule) throws ConfigException {
    return switch (Optional.ofNullable(schedule.network()).orElse("auto")) {
      case "auto" -> DaemonConfig.Network.AUTO;
      case "metered" -> DaemonConfig.Network.METERED;
      case "unmetered" -> DaemonConfig.Network.UNMETERED;
      default -> throw wrong("schedule/network", "must be auto, metered or unmetered");
    };
  }

  private Optional<FleetCredential> credential() throws ConfigException {
    if (document.credentialFile() == null) {
      return Optional.empty();
    }
    Optional<String> objection;
    FleetCredential credential;
    try {
      credential = FleetCredential.fromFile(path("credentialFile", document.credentialFile()));
      objection = credential.objectionTo(address("ingest", document.ingest()));
    } catch (IOException e) {
      throw wrong("credentialFile", String.valueOf(e.getMessage()));
    }
    if (objection.isPresent()) {
      throw wrong("credentialFile", objection.get());
    }
    return Optional.of(credential);
  }

  private Optional<TokenTerms> tokens() throws ConfigException {
    List<String> keys = Optional.ofNullable(document.tokenKeys()).orElse(List.of());
    if (!Boolean.TRUE.equals(document.tokens())) {
      if (document.tokenHost() != null || !keys.isEmpty()) {
        throw wrong("tokenHost, tokenKeys", "are about tokens: true");
      }
      return Optional.empty();
    }
    if (document.credentialFile() == null) {
      throw wrong("tokens", "need a credentialFile: it pays for them");
    }
    URI ingest = address("ingest", document.ingest());
    try {
      return Optional.of(TokenTerms.of(ingest, Optional.ofNullable(document.tokenHost()), keys));
    } catch (IllegalArgumentException e) {
      throw wrong("tokenHost, tokenKeys", String.valueOf(e.getMessage()));
    }
  }

  private URI address(String key, @Nullable String value) throws ConfigException {
    try {
      URI address = URI.create(required(key, value));
      boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (http && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException noAddress) {
      // Said below.
    }
    throw wrong(key, "must be an address such as http://127.0.0.1:8080");
  }

  Path path(String key, @Nullable String value) throws ConfigException {
    try {
      return Path.of(required(key, value));
    } catch (InvalidPathException e) {
      throw wrong(key, "is no path: " + e.getReason());
    }
  }

  String required(String key, @Nullable String value) throws ConfigException {
    if (value == null || value.isBlank()) {
      throw wrong(key, "is missing");
    }
    return value;
  }

  ConfigException wrong(String key, String rule) {
    return new ConfigException(source + ": " + key + ": " + rule);
  }
}
