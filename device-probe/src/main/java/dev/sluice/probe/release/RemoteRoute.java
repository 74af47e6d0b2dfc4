package dev.sluice.probe.release;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The way to a remote model.
 *
 * @param url where it answers; there exactly if the mode lets anything leave the device, so that a
 *     mistaken mode finds nowhere to go
 */
public record RemoteRoute(RoutingMode mode, Optional<URI> url) {
  /** What holds for a release that names no route: nothing leaves the device. */
  public static final RemoteRoute NONE =
      new RemoteRoute(RoutingMode.ONLY_ON_DEVICE, Optional.empty());

  public RemoteRoute {
    Objects.requireNonNull(mode, "mode");
    if (url.isPresent() != mode.allowsRemote()) {
      throw new IllegalArgumentException(
          mode.allowsRemote()
              ? "a route in mode " + mode + " needs a url"
              : "a route in mode " + mode + " must have no url");
    }
  }
}
