package dev.sluice.probe.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A family of operating systems that models are shipped for. */
public enum OperatingSystem {
  LINUX,
  MACOS,
  WINDOWS,
  ANDROID;

  /** The word in a manifest, such as {@code linux}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<OperatingSystem> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word();
  }
}
