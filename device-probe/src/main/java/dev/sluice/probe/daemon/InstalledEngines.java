package dev.sluice.probe.daemon;

import dev.sluice.probe.agent.Engines;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.openai.ServerEngine;
import dev.sluice.probe.openai.ServerFault;
import dev.sluice.probe.openai.ServerLimits;
import dev.sluice.probe.openai.ServerWatch;
import dev.sluice.probe.schedule.WaitReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** llama.cpp for the files of this device, and the servers that the owner names. */
final class InstalledEngines implements Engines {
  /** A daemon that is told to end must not wait long for somebody else's server. */
  private static final ServerLimits LIMITS =
      ServerLimits.standard().withLook(Duration.ofSeconds(5));

  private final FileSettings settings;
  private final Map<ServedModel, ServerWatch> watches = new HashMap<>();

  InstalledEngines(FileSettings settings) {
    this.settings = settings;
  }

  @Override
  public Standing of(InstalledModel model) {
    return model
        .server()
        .map(this::served)
        .orElseGet(
            () ->
                new Standing.There(LlamaEngine.of(model.file().orElseThrow(), settings.of(model))));
  }

  private Standing served(ServedModel model) {
    ServerEngine.Connection connection =
        watches.computeIfAbsent(model, each -> new ServerWatch(each, LIMITS)).look();
    return connection instanceof ServerEngine.Connection.Connected connected
        ? new Standing.There(connected.engine())
        : new Standing.NotNow(reason(((ServerEngine.Connection.Failed) connection).fault()));
  }

  private static WaitReason reason(ServerFault fault) {
    return switch (fault) {
      case NOT_THERE -> WaitReason.SERVER_NOT_THERE;
      case BUSY -> WaitReason.BUSY;
      case NO_SUCH_MODEL -> WaitReason.MODEL_MISSING;
      case UNFIT -> WaitReason.SERVER_UNFIT;
    };
  }
}
