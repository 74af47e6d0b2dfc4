package dev.sluice.probe.consent;

import java.util.Arrays;
import java.util.Optional;

/** What the device's owner has agreed to. */
public enum Consent {
  /** Neither scheduled evaluations nor reports. */
  OFF("off"),
  /** Evaluations whose results stay on the device. */
  EVAL_ONLY("eval-only"),
  /** Evaluations, and private reports about them. */
  TELEMETRY("telemetry");

  private final String word;

  Consent(String word) {
    this.word = word;
  }

  /** The choice by its name on the command line and in the file. */
  public static Optional<Consent> of(String word) {
    return Arrays.stream(values()).filter(consent -> consent.word.equals(word)).findFirst();
  }

  public boolean allowsReports() {
    return this == TELEMETRY;
  }

  public boolean allowsScheduledEvaluation() {
    return this != OFF;
  }

  @Override
  public String toString() {
    return word;
  }
}
