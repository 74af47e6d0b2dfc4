package dev.sluice.probe.run;

import dev.sluice.probe.engine.ResourceUsage;
import dev.sluice.probe.engine.SessionFacts;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.observation.DeviceObservation;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What came of running suites on a model.
 *
 * @param model which model it was
 * @param engine what ran it
 * @param suites one result per plan, in the order of the plans, at least one
 * @param usage memory and processor time of the engine, over all its restarts
 * @param device the device around the run, and what the run cost it
 */
public record RunResult(
    ModelIdentity model,
    SessionFacts engine,
    List<SuiteResult> suites,
    Latency latency,
    ResourceUsage usage,
    Circumstances circumstances,
    DeviceObservation device) {

  public RunResult {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(engine, "engine");
    suites = List.copyOf(suites);
    Objects.requireNonNull(latency, "latency");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(circumstances, "circumstances");
    Objects.requireNonNull(device, "device");
    if (suites.isEmpty()) {
      throw new IllegalArgumentException("a run must have at least one suite");
    }
  }

  /** Whether nothing speaks against believing a suite's scores; of what was not asked, nothing. */
  public boolean harnessValid() {
    return suites.stream().allMatch(suite -> suite.harness().valid());
  }

  /** How many suites were asked, so that their controls tell something. */
  public int judged() {
    return (int) suites.stream().filter(SuiteResult::judged).count();
  }

  public int controls() {
    return suites.stream().mapToInt(suite -> suite.controls().size()).sum();
  }

  public int items() {
    return suites.stream().mapToInt(suite -> suite.items().size()).sum();
  }

  public int scored() {
    return suites.stream().mapToInt(SuiteResult::scored).sum();
  }

  public int passed() {
    return suites.stream().mapToInt(SuiteResult::passed).sum();
  }

  /** Share of all scored items that passed; absent as soon as one suite's scores mean nothing. */
  public OptionalDouble passRate() {
    return harnessValid() ? PassRate.of(passed(), scored()) : OptionalDouble.empty();
  }
}
