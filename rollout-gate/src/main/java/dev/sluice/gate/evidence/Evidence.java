package dev.sluice.gate.evidence;

import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.schemas.Baseline;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.ModelVersion;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The evidence of one rollout. It does not depend on the order in which cells came.
 *
 * <p>A device answers at most once for a rollout and version, so that the days of a stratum may be
 * added up; and control and candidate answer in the same days, so that adding them up compares like
 * with like. That holds whichever registry a device has meanwhile, where a metric is the same in
 * both: then its reports are added up as well. In a paired rollout every cell is about candidate
 * minus control, and there is one arm.
 */
public final class Evidence {
  private final Policy policy;
  private final List<Cell> used;
  private final Map<String, Map<Stratum, Pair>> pairs;
  private final Sources sources;
  private final Optional<LocalDate> oldestDay;
  private final Optional<LocalDate> newestDay;

  private Evidence(Policy policy, List<Cell> used, List<LeftOutCell> leftOut) {
    this.policy = policy;
    this.used = used;
    this.pairs = pairs(policy, used);
    this.sources = Sources.of(used, leftOut);
    this.oldestDay = used.stream().map(Cell::day).min(LocalDate::compareTo);
    this.newestDay = used.stream().map(Cell::day).max(LocalDate::compareTo);
  }

  /**
   * The cells of either arm that are not from before a rollout, of the classes that it is about.
   *
   * @param cells the newest state of every cell, each key once
   */
  public static Evidence of(Policy policy, LocalDate startDay, Collection<Cell> cells) {
    return of(policy, startDay, cells, List.of());
  }

  /**
   * The same, beside an account of what is left out.
   *
   * @param leftOut cells that no rollout is judged by
   */
  public static Evidence of(
      Policy policy, LocalDate startDay, Collection<Cell> cells, Collection<LeftOutCell> leftOut) {
    return new Evidence(
        policy,
        cells.stream()
            .filter(cell -> !cell.day().isBefore(startDay) && arm(policy, cell).isPresent())
            .toList(),
        leftOut.stream()
            .filter(cell -> !cell.day().isBefore(startDay))
            .filter(cell -> arm(policy, cell.model(), cell.baseline()).isPresent())
            .toList());
  }

  private static Map<String, Map<Stratum, Pair>> pairs(Policy policy, List<Cell> used) {
    Map<String, Map<Stratum, Pair>> pairs = new HashMap<>();
    for (Cell cell : used) {
      Arm arm = arm(policy, cell).orElseThrow();
      pairs
          .computeIfAbsent(cell.metric(), metric -> new HashMap<>())
          .merge(
              cell.stratum(),
              Pair.none(cell.sums().slots()).plus(arm, cell.sums()),
              (pair, one) -> pair.plus(arm, one.of(arm)));
    }
    return pairs;
  }

  /** What of it was reported by one registry: how often each metric came is by its weights. */
  public Evidence reportedBy(MetricRegistry registry) {
    List<Cell> theirs =
        used.stream().filter(cell -> cell.registry().equals(registry.digestPrefix())).toList();
    return theirs.size() == used.size() ? this : new Evidence(policy, theirs, List.of());
  }

  private static Optional<Arm> arm(Policy policy, Cell cell) {
    return cell.deployment() == policy.deployment()
        ? arm(policy, cell.model(), cell.baseline())
        : Optional.empty();
  }

  private static Optional<Arm> arm(Policy policy, ModelVersion ran, Optional<Baseline> baseline) {
    return policy.design() == Design.PAIRED
        ? armOfPaired(policy, ran, baseline)
        : armOfTwo(policy, ran, baseline);
  }

  private static Optional<Arm> armOfPaired(
      Policy policy, ModelVersion ran, Optional<Baseline> baseline) {
    return matches(policy.candidate(), ran)
            && baseline.filter(compared -> matches(policy.control(), compared)).isPresent()
        ? Optional.of(Arm.CANDIDATE)
        : Optional.empty();
  }

  private static Optional<Arm> armOfTwo(
      Policy policy, ModelVersion ran, Optional<Baseline> baseline) {
    if (baseline.isPresent()) {
      return Optional.empty();
    }
    if (matches(policy.control(), ran)) {
      return Optional.of(Arm.CONTROL);
    }
    return matches(policy.candidate(), ran) ? Optional.of(Arm.CANDIDATE) : Optional.empty();
  }

  private static boolean matches(ModelIdentity identity, ModelVersion ran) {
    return identity.matches(ran.getName(), ran.getVersion(), ran.getGgufDigest());
  }

  private static boolean matches(ModelIdentity identity, Baseline compared) {
    return identity.matches(compared.getName(), compared.getVersion(), compared.getGgufDigest());
  }

  /** Both arms' sums of a metric by stratum; a stratum may have reports of one arm only. */
  public Map<Stratum, Pair> of(String metric) {
    return pairs.getOrDefault(metric, Map.of());
  }

  /** The same on one class of devices. */
  public Map<Stratum, Pair> of(String metric, String deviceClass) {
    return of(metric).entrySet().stream()
        .filter(entry -> entry.getKey().deviceClass().equals(deviceClass))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Reports of an arm about a metric on a class of devices. */
  public long reports(Arm arm, String deviceClass, String metric) {
    return of(metric, deviceClass).values().stream()
        .mapToLong(pair -> pair.of(arm).reports())
        .sum();
  }

  /** Reports of an arm about anything. */
  public long reports(Arm arm) {
    return pairs.values().stream()
        .flatMap(strata -> strata.values().stream())
        .mapToLong(pair -> pair.of(arm).reports())
        .sum();
  }

  /** Reports of both arms about anything. */
  public long reports() {
    return used.stream().mapToLong(cell -> cell.sums().reports()).reduce(0, Math::addExact);
  }

  /** Which registries it was reported by, and what was left out. */
  public Sources sources() {
    return sources;
  }

  /** The oldest day that a report is from. */
  public Optional<LocalDate> oldestDay() {
    return oldestDay;
  }

  /** The newest day that a report is from. */
  public Optional<LocalDate> newestDay() {
    return newestDay;
  }

  /** Names exactly this evidence. */
  public Digest digest() {
    return EvidenceDigest.of(used);
  }
}
