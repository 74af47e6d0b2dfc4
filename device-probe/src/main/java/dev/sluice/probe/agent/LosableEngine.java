package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.engine.Opening;

/**
 * An engine that somebody else starts. Where the probe's own engine would be started again until
 * the rest is skipped, this one is only noted as lost: what it has not been asked it may be asked
 * when it is back.
 */
final class LosableEngine implements Engine {
  private final Engine engine;
  private boolean begun;
  private boolean lost;

  LosableEngine(Engine engine) {
    this.engine = engine;
  }

  @Override
  public EngineBuild build() {
    return engine.build();
  }

  @Override
  public Opening open() {
    Opening opening = engine.open();
    lost = opening instanceof Opening.Refused;
    begun |= !lost;
    return opening;
  }

  /** Whether it could not be opened the last time. */
  boolean isLost() {
    return lost;
  }

  /** Whether it was lost after it had been asked something. */
  boolean isLostMidway() {
    return lost && begun;
  }
}
