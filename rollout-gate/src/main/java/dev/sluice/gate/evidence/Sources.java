package dev.sluice.gate.evidence;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the evidence of a rollout is from, and what of the rollout's reports is not among it.
 *
 * @param registries reports that count, by how the digest of the registry begins that they were
 *     made by
 * @param leftOut reports about either version, from the rollout's days, that do not count, by the
 *     reason's {@linkplain LeftOut#slug() name}
 */
public record Sources(SortedMap<String, Long> registries, SortedMap<String, Long> leftOut) {
  public static final Sources NONE = new Sources(new TreeMap<>(), new TreeMap<>());

  public Sources {
    registries = Collections.unmodifiableSortedMap(new TreeMap<>(registries));
    leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
  }

  static Sources of(Collection<Cell> used, Collection<LeftOutCell> unused) {
    SortedMap<String, Long> registries = new TreeMap<>();
    used.forEach(cell -> registries.merge(cell.registry(), cell.sums().reports(), Math::addExact));
    SortedMap<String, Long> leftOut = new TreeMap<>();
    unused.forEach(cell -> leftOut.merge(cell.reason().slug(), cell.reports(), Sources::plus));
    return new Sources(registries, leftOut);
  }

  /** What is left out may say anything: a count beyond a long stays at its greatest value. */
  private static long plus(long some, long more) {
    long sum = some + more;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
