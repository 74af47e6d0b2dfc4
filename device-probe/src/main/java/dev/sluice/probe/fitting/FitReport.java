package dev.sluice.probe.fitting;

import dev.sluice.probe.fit.DeviceKind;
import dev.sluice.probe.fit.FitAnswer;
import dev.sluice.probe.fit.RunPlan;
import dev.sluice.probe.gguf.GgufModel;
import java.util.Objects;
import java.util.Optional;

/**
 * A question and its answer.
 *
 * @param header absent when it could not be read
 * @param ramBytes memory of the device
 */
record FitReport(
    Optional<GgufModel> header, RunPlan plan, DeviceKind device, long ramBytes, FitAnswer answer) {
  FitReport {
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(answer, "answer");
  }

  boolean slidingWindow() {
    return header.isPresent() && header.get().hyperparameters().slidingWindow().isPresent();
  }
}
