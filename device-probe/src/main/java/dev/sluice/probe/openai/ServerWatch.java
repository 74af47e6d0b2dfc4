package dev.sluice.probe.openai;

import java.util.Optional;

/** Looks at one served model again and again: servers come, go, and change what they have. */
public final class ServerWatch {
  private final ServedModel model;
  private final ServerLimits limits;
  private final ServerConnection connection;

  /**
   * A watch; nothing is asked yet.
   *
   * @throws IllegalArgumentException if the key would go over a network unencrypted
   */
  public ServerWatch(ServedModel model, ServerLimits limits) {
    this.model = model;
    this.limits = limits;
    this.connection = new ServerConnection(model.address(), model.key(), limits.answerBytes());
  }

  /** How it is now. The engine of each look is tried out anew when it is opened first. */
  public ServerEngine.Connection look() {
    return ServerEngine.connect(connection, Optional.of(model.id()), model.deployment(), limits);
  }
}
