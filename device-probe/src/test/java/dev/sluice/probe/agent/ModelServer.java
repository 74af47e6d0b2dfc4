package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.Opening.Refused;
import dev.sluice.probe.openai.ServedModel;
import dev.sluice.probe.openai.ServerAddress;
import dev.sluice.probe.schedule.WaitReason;
import java.util.Optional;

/** The server that a device's one model is on: there, or not, or no good. */
final class ModelServer {
  static final String HERE = "http://127.0.0.1:8080";
  static final String ELSEWHERE = "https://vllm.example";

  /** What its owner states about the model. */
  static final String DIGEST = "ab".repeat(32);

  private final AgentWorld world;
  private Optional<WaitReason> away = Optional.empty();

  /** How often it was looked for. */
  int looks;

  /** A server on the device, with version 1.1.0 and in place of the device's files. */
  ModelServer(AgentWorld world) {
    this.world = world;
    world.engines =
        model -> {
          looks++;
          return away.<Engines.Standing>map(Engines.Standing.NotNow::new)
              .orElseGet(() -> new Engines.Standing.There(world.engine));
        };
    offer("1.1.0", HERE, Deployment.DEVICE);
  }

  /** Has this version alone, at this address. */
  void offer(String version, String address, Deployment deployment) {
    ServedModel served =
        new ServedModel(
            ServerAddress.parse(address), "tiny:" + version, deployment, Optional.empty());
    world.models.clear();
    world.models.add(
        new InstalledModel("tiny", version, Optional.empty(), DIGEST, Optional.of(served)));
  }

  void stop() {
    away = Optional.of(WaitReason.SERVER_NOT_THERE);
    refuse(Refused.Kind.ENGINE_FAILURE);
  }

  void start() {
    away = Optional.empty();
    world.engine.refusal = Optional.empty();
  }

  /** Is there, and cannot be used. */
  void refuse(Refused.Kind kind) {
    world.engine.refusal = Optional.of(new Refused(kind, "as scripted"));
  }
}
