package dev.sluice.standalone.chaos.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Expected cells against published ones.
 *
 * @param place where they were published
 * @param cells cells on either side
 * @param reports reports in the published ones
 * @param differences a line for every cell that differs
 */
public record Comparison(String place, int cells, long reports, List<String> differences) {
  public Comparison {
    differences = List.copyOf(differences);
  }

  /** Compares every number of every cell. */
  public static Comparison of(
      String place, Map<String, Sums> expected, Map<String, Sums> published) {
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(published.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      Sums wanted = expected.get(key);
      Sums found = published.get(key);
      if (!Objects.equals(wanted, found)) {
        differences.add("%s: expected %s, found %s".formatted(key, wanted, found));
      }
    }
    long reports = published.values().stream().mapToLong(Sums::reports).sum();
    return new Comparison(place, keys.size(), reports, differences);
  }

  /** Whether all is as expected. */
  public boolean equal() {
    return differences.isEmpty();
  }
}
