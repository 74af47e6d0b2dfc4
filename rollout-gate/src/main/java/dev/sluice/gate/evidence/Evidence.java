package dev.sluice.gate.evidence;

import dev.sluice.gate.policy.ModelIdentity;
import dev.sluice.gate.policy.Policy;
import dev.sluice.privacy.registry.Design;
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
 * with like. In a paired rollout every cell is about candidate minus control, and there is one arm.
 */
public final class Evidence {
  private final Map<String, Map<Stratum, Pair>> pairs;
  private final long reports;
  private final Optional<LocalDate> oldestDay;
  private final Optional<LocalDate> newestDay;
  private final Digest digest;

  private Evidence(
      Map<String, Map<Stratum, Pair>> pairs,
      long reports,
      Optional<LocalDate> oldestDay,
      Optional<LocalDate> newestDay,
      Digest digest) {
    this.pairs = pairs;
    this.reports = reports;
    this.oldestDay = oldestDay;
    this.newestDay = newestDay;
    this.digest = digest;
  }

  /**
   * The cells of either arm that are not from before a rollout, of the classes that it is about.
   *
   * @param cells the newest state of every cell, each key once
   */
  public static Evidence of(Policy policy, LocalDate startDay, Collection<Cell> cells) {
    List<Cell> used =
        cells.stream()
            .filter(cell -> !cell.day().isBefore(startDay) && arm(policy, cell).isPresent())
            .toList();
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
    return new Evidence(
        pairs,
        used.stream().mapToLong(cell -> cell.sums().reports()).reduce(0, Math::addExact),
        used.stream().map(Cell::day).min(LocalDate::compareTo),
        used.stream().map(Cell::day).max(LocalDate::compareTo),
        EvidenceDigest.of(used));
  }

  private static Optional<Arm> arm(Policy policy, Cell cell) {
    if (cell.deployment() != policy.deployment()) {
      return Optional.empty();
    }
    return policy.design() == Design.PAIRED ? armOfPaired(policy, cell) : armOfTwo(policy, cell);
  }

  private static Optional<Arm> armOfPaired(Policy policy, Cell cell) {
    return matches(policy.candidate(), cell.model())
            && cell.baseline().filter(compared -> matches(policy.control(), compared)).isPresent()
        ? Optional.of(Arm.CANDIDATE)
        : Optional.empty();
  }

  private static Optional<Arm> armOfTwo(Policy policy, Cell cell) {
    if (cell.baseline().isPresent()) {
      return Optional.empty();
    }
    if (matches(policy.control(), cell.model())) {
      return Optional.of(Arm.CONTROL);
    }
    return matches(policy.candidate(), cell.model())
        ? Optional.of(Arm.CANDIDATE)
        : Optional.empty();
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
    return reports;
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
    return digest;
  }
}
