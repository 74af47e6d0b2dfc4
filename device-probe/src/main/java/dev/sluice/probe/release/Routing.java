package dev.sluice.probe.release;

import java.net.URI;
import java.util.Objects;

/** Where a piece of work is to be done, as a release's route has it. */
public sealed interface Routing {

  /** By the model on this device. */
  record OnDevice() implements Routing {}

  /** By the remote model. */
  record Remote(URI url) implements Routing {
    public Remote {
      Objects.requireNonNull(url, "url");
    }
  }

  /** Not at all: better no answer than one that broke a promise. */
  record Nowhere(String reason) implements Routing {
    public Nowhere {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Decides by the release's mode.
   *
   * @param onDevice whether the device can answer
   * @param remoteReachable whether the remote model can be reached
   */
  public static Routing of(RemoteRoute route, boolean onDevice, boolean remoteReachable) {
    boolean device = onDevice && route.mode().allowsDevice();
    boolean remote = remoteReachable && route.mode().allowsRemote() && route.url().isPresent();
    boolean remoteFirst = route.mode() == RoutingMode.PREFER_IN_CLOUD;
    if (remote && (remoteFirst || !device)) {
      return new Remote(route.url().orElseThrow());
    }
    return device ? new OnDevice() : new Nowhere(refusal(onDevice, route.mode()));
  }

  private static String refusal(boolean onDevice, RoutingMode mode) {
    if (!mode.allowsRemote()) {
      return "this device may not run the release, and nothing may leave it";
    }
    return "the remote model cannot be reached, and this device "
        + (onDevice ? "is not to answer" : "may not run the release");
  }
}
