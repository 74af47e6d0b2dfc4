package dev.sluice.probe.release;

import java.util.Arrays;
import java.util.Optional;

/** Where work may be done, in the words of Firebase's hybrid inference. */
public enum RoutingMode {
  /** On the device if it can, else by the remote model. */
  PREFER_ON_DEVICE,
  /** On the device or not at all. */
  ONLY_ON_DEVICE,
  /** By the remote model if it can be reached, else on the device. */
  PREFER_IN_CLOUD,
  /** By the remote model or not at all. */
  ONLY_IN_CLOUD;

  /** Whether what is asked may leave the device. */
  public boolean allowsRemote() {
    return this != ONLY_ON_DEVICE;
  }

  /** Whether the device may answer. */
  public boolean allowsDevice() {
    return this != ONLY_IN_CLOUD;
  }

  static Optional<RoutingMode> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.name().equals(word)).findFirst();
  }
}
