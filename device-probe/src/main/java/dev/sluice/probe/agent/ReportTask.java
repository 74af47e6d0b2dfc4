package dev.sluice.probe.agent;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.measure.EligibilityCategory;
import dev.sluice.probe.progress.ProgressKey;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.run.SuitePlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report that a rollout asks this device for.
 *
 * @param cell what it answers
 * @param candidate the version that it is about
 * @param baseline what that is compared with on this device
 * @param plans the slice of the suites that this device was given for it
 * @param eligibility what the device is counted as when it is asked whether it can take the
 *     candidate's release
 */
record ReportTask(
    String rollout,
    String cell,
    ReportHeader header,
    RunnableModel candidate,
    Optional<RunnableModel> baseline,
    List<SuitePlan> plans,
    Measurement.Category eligibility) {
  ReportTask {
    plans = List.copyOf(plans);
  }

  /** Whether the device can take the release; if not, nothing is run. */
  boolean eligible() {
    return eligibility.equals(EligibilityCategory.ELIGIBLE);
  }

  /**
   * Of two models, which run one after the other, what the larger one needs; nothing where none is
   * run.
   */
  OptionalLong neededMemoryBytes() {
    if (!eligible()) {
      return OptionalLong.empty();
    }
    OptionalLong one = candidate.neededMemoryBytes();
    OptionalLong other =
        baseline.map(RunnableModel::neededMemoryBytes).orElse(OptionalLong.empty());
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()))
        : one.isPresent() ? one : other;
  }

  /** What it runs, one after the other. */
  List<RunnableModel> models() {
    return Stream.concat(Stream.of(candidate), baseline.stream()).toList();
  }

  /** Whether the models compute here; two that are compared are on one engine. */
  boolean isOnThisDevice() {
    return candidate.isOnThisDevice();
  }

  /** Whether questions leave this machine. */
  boolean isElsewhere() {
    return models().stream().anyMatch(each -> each.model().isElsewhere());
  }

  /** The keys of its runs. */
  Set<ProgressKey> keys() {
    return models().stream().map(this::key).collect(Collectors.toSet());
  }

  ProgressKey key(RunnableModel model) {
    return ProgressKey.of(cell, model.runIdentity(), plans);
  }
}
