package dev.sluice.gate.testing;

import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.evidence.CellReader;
import dev.sluice.gate.evidence.Reading;
import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.privacy.registry.Registries;
import dev.sluice.schemas.Aggregate;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.Mechanism;
import dev.sluice.schemas.ModelVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Aggregates as the job would write them. */
public final class TestAggregates {
  public static final DigestPrefix SUITE = DigestPrefixes.of(new byte[] {1});

  private TestAggregates() {}

  public static Aggregate of(
      ModelIdentity model,
      String deviceClass,
      LocalDate day,
      Metric metric,
      Epsilon epsilon,
      CellSums sums) {
    return Aggregate.newBuilder()
        .setModel(version(model))
        .setBaseline(metric.design() == Design.PAIRED ? baseline() : null)
        .setRegistryDigest(DigestPrefixes.fromHex(TestPolicies.REGISTRY.digest()))
        .setSuiteDigest(SUITE)
        .setDeviceClass(deviceClass)
        .setDay(day)
        .setMetric(metric.id())
        .setMechanism(Mechanism.valueOf(metric.mechanism().kind().name()))
        .setNanoEpsilon(epsilon.nano())
        .setReports(sums.reports())
        .setSums(list(sums.slots(), sums::sum))
        .setSumsOfSquares(list(sums.slots(), sums::sumOfSquares))
        .setEstimates(List.of())
        .setSuppressed("fewer than 500 reports")
        .setClosed(false)
        .build();
  }

  /** The same of devices that have another registry. */
  public static Aggregate by(MetricRegistry registry, Aggregate aggregate) {
    return Aggregate.newBuilder(aggregate)
        .setRegistryDigest(DigestPrefixes.fromHex(registry.digestPrefix()))
        .build();
  }

  /** The cell that a registry makes of an aggregate. */
  public static Cell cell(Aggregate aggregate, MetricRegistry registry) {
    return cell(aggregate, Registries.of(registry));
  }

  /** The cell that several registries make of an aggregate. */
  public static Cell cell(Aggregate aggregate, Registries registries) {
    Reading reading = new CellReader(registries).read(aggregate);
    if (reading instanceof Reading.Used used) {
      return used.cell();
    }
    throw new IllegalArgumentException("left out: " + reading);
  }

  /** What paired runs are compared with: the control of the policies to test with. */
  private static Baseline baseline() {
    ModelVersion control = version(TestPolicies.paired().control());
    return new Baseline(control.getName(), control.getVersion(), control.getGgufDigest());
  }

  public static ModelVersion version(ModelIdentity model) {
    return ModelVersion.newBuilder()
        .setName(model.name())
        .setVersion(model.version())
        .setGgufDigest(
            model
                .ggufDigest()
                .map(DigestPrefixes::fromHex)
                .orElseGet(
                    () ->
                        DigestPrefixes.of(
                            model.version().getBytes(java.nio.charset.StandardCharsets.UTF_8))))
        .setQuantization("Q8_0")
        .setRuntimeBuild("llama.cpp-b4916")
        .setBackend("cpu")
        .build();
  }

  private static List<Long> list(int slots, IntToLongFunction slot) {
    return IntStream.range(0, slots).mapToObj(i -> slot.applyAsLong(i)).toList();
  }
}
