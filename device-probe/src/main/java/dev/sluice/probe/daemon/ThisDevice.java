package dev.sluice.probe.daemon;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.probe.agent.AgentPorts;
import dev.sluice.probe.agent.RunInterrupter;
import dev.sluice.probe.agent.StopSignal;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.device.local.LocalDevice;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.flags.remote.HttpFlagSource;
import dev.sluice.probe.observation.RunningEnergy;
import dev.sluice.probe.observation.SystemPace;
import dev.sluice.probe.reporting.MetricObserver;
import dev.sluice.probe.send.ReportAuthorization;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import dev.sluice.probe.tokens.SecureBytes;
import dev.sluice.probe.tokens.TokenAuthorization;
import dev.sluice.probe.tokens.TokenIssuer;
import dev.sluice.probe.tokens.TokenSupply;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/** An agent's world as it is: the system's clock, the device, the network, llama.cpp. */
final class ThisDevice {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(8);

  /** Once: when to try again is the agent's to say, and it may be told to end meanwhile. */
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), REQUEST_LIMIT);

  /** For each of two exchanges: together they end before the program's patience does. */
  private static final Duration TOKEN_LIMIT = Duration.ofSeconds(5);

  private ThisDevice() {}

  static AgentPorts ports(DaemonConfig config, ReleasedModels releases, StopSignal stop)
      throws IOException {
    SecureRandom random = new SecureRandom();
    ConsentFile consent = new ConsentFile(config.settings().dataDirectory());
    EngineSettings engine = config.engine();
    Optional<TokenAuthorization> tokens = tokens(config);
    ReportSender sender =
        new ReportSender(
            config.ingest(),
            ONCE,
            random::nextDouble,
            () -> consent.allowsReports() && !stop.isRequested(),
            authorization(config, tokens));
    return new AgentPorts(
        InstantSource.system(),
        ZoneId.systemDefault(),
        System::nanoTime,
        new DeviceConditions(LocalDevice.monitor(), config.network()),
        new HttpFlagSource(config.gate(), REQUEST_LIMIT),
        sender::send,
        tokens.<TokenSupply>map(each -> each).orElse(TokenSupply.none()),
        new InstalledEngines(new FileSettings(releases, engine)),
        SignedReleases.of(releases, config),
        engine.threads(),
        () -> RunningEnergy.begin(LocalDevice.meters(), new SystemPace()),
        MetricObserver::of,
        new SecureRandomness(),
        new SecureBytes(),
        random::nextDouble,
        RunInterrupter::watching);
  }

  private static Optional<TokenAuthorization> tokens(DaemonConfig config) throws IOException {
    if (config.tokens().isEmpty()) {
      return Optional.empty();
    }
    TokenIssuer issuer =
        new TokenIssuer(
            config.ingest(), config.credential().orElseThrow(), config.tokens().get(), TOKEN_LIMIT);
    // Of reports the log hears nothing: it has times.
    return Optional.of(
        TokenAuthorization.in(config.settings().dataDirectory(), issuer, line -> {}));
  }

  private static ReportAuthorization authorization(
      DaemonConfig config, Optional<TokenAuthorization> tokens) {
    return tokens
        .<ReportAuthorization>map(each -> each)
        .or(config::credential)
        .orElse(ReportAuthorization.none());
  }
}
