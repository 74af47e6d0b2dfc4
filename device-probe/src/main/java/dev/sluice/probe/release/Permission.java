package dev.sluice.probe.release;

import java.util.Arrays;
import java.util.Optional;

/** What a release may be used for, per capability of the product. */
public enum Permission {
  /** Without asking. */
  ALLOWED("allowed"),
  /** A person has to confirm each result before it takes effect. */
  NEEDS_CONFIRMATION("needsConfirmation"),
  /** Not with this release. */
  NEVER("never");

  private final String word;

  Permission(String word) {
    this.word = word;
  }

  /** The word in a manifest. */
  public String word() {
    return word;
  }

  static Optional<Permission> ofWord(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  @Override
  public String toString() {
    return word;
  }
}
