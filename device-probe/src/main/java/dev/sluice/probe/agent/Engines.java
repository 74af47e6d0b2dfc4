package dev.sluice.probe.agent;

import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.schedule.WaitReason;
import java.util.Objects;

/** What runs the models of this device. */
@FunctionalInterface
public interface Engines {

  /** The engine of a model as things stand; the model itself is asked nothing for it. */
  Standing of(InstalledModel model);

  /** How it stands with an engine. */
  sealed interface Standing {

    /** It is there; nothing is opened. */
    record There(Engine engine) implements Standing {
      public There {
        Objects.requireNonNull(engine, "engine");
      }
    }

    /** It is not to be had now. */
    record NotNow(WaitReason reason) implements Standing {
      public NotNow {
        Objects.requireNonNull(reason, "reason");
      }
    }
  }
}
