package dev.sluice.probe.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A processor architecture that models are shipped for. */
public enum Architecture {
  X86_64,
  AARCH64;

  /** The word in a manifest, such as {@code x86_64}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Architecture> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word();
  }
}
