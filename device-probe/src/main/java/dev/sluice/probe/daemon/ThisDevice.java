package dev.sluice.probe.daemon;

import dev.sluice.privacy.google.SecureRandomness;
import dev.sluice.probe.agent.Admission;
import dev.sluice.probe.agent.AgentPorts;
import dev.sluice.probe.agent.RunInterrupter;
import dev.sluice.probe.agent.StopSignal;
import dev.sluice.probe.consent.ConsentFile;
import dev.sluice.probe.device.local.LocalDevice;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.flags.remote.HttpFlagSource;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.reporting.MetricObserver;
import dev.sluice.probe.send.ReportAuthorization;
import dev.sluice.probe.send.ReportSender;
import dev.sluice.probe.send.RetryPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

/** An agent's world as it is: the system's clock, the device, the network, llama.cpp. */
final class ThisDevice {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(8);

  /** Once: when to try again is the agent's to say, and it may be told to end meanwhile. */
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), REQUEST_LIMIT);

  private ThisDevice() {}

  static AgentPorts ports(DaemonConfig config, Admission admission, StopSignal stop) {
    SecureRandom random = new SecureRandom();
    ConsentFile consent = new ConsentFile(config.settings().dataDirectory());
    EngineSettings engine = config.engine();
    ReportSender sender =
        new ReportSender(
            config.ingest(),
            ONCE,
            random::nextDouble,
            () -> consent.allowsReports() && !stop.isRequested(),
            config
                .credential()
                .<ReportAuthorization>map(each -> each)
                .orElse(ReportAuthorization.none()));
    return new AgentPorts(
        InstantSource.system(),
        ZoneId.systemDefault(),
        System::nanoTime,
        new DeviceConditions(LocalDevice.monitor(), config.network()),
        new HttpFlagSource(config.gate(), REQUEST_LIMIT),
        sender::send,
        file -> LlamaEngine.of(file, engine),
        admission,
        engine.threads(),
        MetricObserver::of,
        new SecureRandomness(),
        count -> {
          byte[] bytes = new byte[count];
          random.nextBytes(bytes);
          return bytes;
        },
        random::nextDouble,
        RunInterrupter::watching);
  }
}
