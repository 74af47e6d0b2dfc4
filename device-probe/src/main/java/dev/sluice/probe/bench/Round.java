package dev.sluice.probe.bench;

/** The probe and the bare binding, one shortly after the other. */
record Round(ProbeRun probe, Work bare) {

  /** Speeds of passes that did different things say nothing. */
  boolean comparable() {
    return probe.work().sameAs(bare) && bare.generatedTokens() > 0 && bare.promptTokens() > 0;
  }
}
