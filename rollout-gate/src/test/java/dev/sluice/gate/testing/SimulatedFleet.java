package dev.sluice.gate.testing;

import dev.sluice.gate.evidence.Arm;
import dev.sluice.gate.evidence.Cell;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.mechanism.CellSums;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Aggregate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fleet that answers a rollout, privatised by the real mechanisms and added up exactly, without
 * anything in between. Half of the devices ever report; of those that have not, {@value #DAILY} do
 * so each day. One seed, one history.
 */
public final class SimulatedFleet {
  private static final double REPORTING = 0.5;
  private static final double DAILY = 0.4;

  private final MetricRegistry registry = TestPolicies.REGISTRY;
  private final Policy policy;
  private final long devices;
  private final Epsilon epsilon;
  private final FleetTruth truth;
  private final SeededRandomness random;
  private final Map<CellId, Accumulator> cells = new LinkedHashMap<>();
  private double reportedPerArm;

  private record CellId(Arm arm, String deviceClass, LocalDate day, String metric) {}

  private static final class Accumulator {
    private final long[] sums;
    private final long[] squares;
    private long reports;
    private Cell read;

    Accumulator(int slots) {
      sums = new long[slots];
      squares = new long[slots];
    }
  }

  public SimulatedFleet(Policy policy, long devices, double epsilon, FleetTruth truth, long seed) {
    this.policy = policy;
    this.devices = devices;
    this.epsilon = Epsilon.of(epsilon);
    this.truth = truth;
    this.random = new SeededRandomness(seed);
  }

  /** A part of a day's reports, from both arms of a stage. */
  public void report(LocalDate day, int percent, double partOfDay) {
    double eligible = devices * REPORTING * percent / 100 - reportedPerArm;
    double expected = Math.max(0, eligible) * DAILY * partOfDay;
    for (Arm arm : arms()) {
      // Counts differ between arms by chance, as they do among independent devices.
      long reports = Math.round(expected + Math.sqrt(expected) * random.normal());
      for (long i = 0; i < reports; i++) {
        report(arm, day);
      }
    }
    reportedPerArm += expected;
  }

  private List<Arm> arms() {
    return policy.design() == Design.PAIRED ? List.of(Arm.CANDIDATE) : List.of(Arm.values());
  }

  private void report(Arm arm, LocalDate day) {
    List<String> classes = registry.deviceClasses(policy.deployment());
    int classIndex = random.uniform(classes.size());
    String deviceClass = classes.get(classIndex);
    Metric metric = registry.draw(deviceClass, policy.design(), day, random).orElseThrow();
    if (!metric.quantity().isEligibility() && truth.cannotTakeTheRelease(random)) {
      return;
    }
    long[] payload =
        metric.mechanism().encode(truth.measure(metric, arm, classIndex, random), epsilon, random);
    Accumulator cell =
        cells.computeIfAbsent(
            new CellId(arm, deviceClass, day, metric.id()),
            id -> new Accumulator(metric.mechanism().slots()));
    metric.mechanism().accumulate(payload, cell.sums, cell.squares);
    cell.reports++;
  }

  /** Reports of both arms so far. */
  public long reports() {
    return cells.values().stream().mapToLong(cell -> cell.reports).sum();
  }

  /** All that has been reported so far, as the aggregates topic would have it. */
  public List<Aggregate> aggregates() {
    List<Aggregate> aggregates = new ArrayList<>();
    cells.forEach((id, cell) -> aggregates.add(aggregate(id, cell)));
    return aggregates;
  }

  /** The same, as a gate reads it. */
  public List<Cell> cells() {
    cells.forEach(
        (id, cell) -> {
          if (cell.read == null || cell.read.sums().reports() != cell.reports) {
            cell.read = TestAggregates.cell(aggregate(id, cell), registry);
          }
        });
    return cells.values().stream().map(cell -> cell.read).toList();
  }

  private Aggregate aggregate(CellId id, Accumulator cell) {
    Metric metric = registry.metric(id.metric()).orElseThrow();
    return TestAggregates.of(
        id.arm() == Arm.CONTROL ? policy.control() : policy.candidate(),
        id.deviceClass(),
        id.day(),
        metric,
        epsilon,
        CellSums.of(cell.reports, cell.sums, cell.squares));
  }
}
