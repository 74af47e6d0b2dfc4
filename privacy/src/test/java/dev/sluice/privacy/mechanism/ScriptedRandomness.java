package dev.sluice.privacy.mechanism;

import java.util.ArrayList;
import java.util.List;

/** Randomness that a test dictates, and that remembers what it was asked for. */
final class ScriptedRandomness implements Randomness {
  record LaplaceCall(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {}

  final List<LaplaceCall> laplaceCalls = new ArrayList<>();
  long noise;
  long bits;
  int uniform;

  @Override
  public int uniform(int bound) {
    return Math.min(uniform, bound - 1);
  }

  @Override
  public long bits63() {
    return bits;
  }

  @Override
  public long addLaplace(long value, int l0Sensitivity, long lInfSensitivity, Epsilon epsilon) {
    laplaceCalls.add(new LaplaceCall(value, l0Sensitivity, lInfSensitivity, epsilon));
    return value + noise;
  }
}
