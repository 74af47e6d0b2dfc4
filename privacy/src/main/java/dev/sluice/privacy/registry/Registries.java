package dev.sluice.privacy.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The registries that are in use at a time: the present one, and others that devices still have, or
 * have already. A fleet never changes at one moment: who has been offline for weeks reports by the
 * registry that it was shipped with, and has spent privacy loss on it.
 *
 * <p>They are told apart by how their digests begin, as reports and aggregates name them.
 *
 * @param present the one that holds where nothing else is named
 * @param others the others, at most {@link #MOST_OTHERS}
 */
public record Registries(MetricRegistry present, List<MetricRegistry> others) {
  /** How many there may be beside the present one. */
  public static final int MOST_OTHERS = 16;

  /**
   * Registries that can be told apart.
   *
   * @throws IllegalArgumentException if there are too many, or if two of them begin alike
   */
  public Registries {
    others = List.copyOf(others);
    if (others.size() > MOST_OTHERS) {
      throw new IllegalArgumentException(
          "beside the present registry there may be %d, were %d"
              .formatted(MOST_OTHERS, others.size()));
    }
    long different =
        Stream.concat(Stream.of(present), others.stream())
            .map(MetricRegistry::digestPrefix)
            .distinct()
            .count();
    if (different < 1 + others.size()) {
      throw new IllegalArgumentException("two registries have digests that begin alike");
    }
  }

  /** A single registry. */
  public static Registries of(MetricRegistry present) {
    return new Registries(present, List.of());
  }

  /**
   * Reads registries from their texts.
   *
   * @throws RegistryException if one must not be used, if one is there twice, or if there are too
   *     many; the message names the file
   */
  public static Registries parse(RegistryFile present, List<RegistryFile> others)
      throws RegistryException {
    if (others.size() > MOST_OTHERS) {
      throw new RegistryException(
          "%s: is one registry too many: beside the present one there may be %d"
              .formatted(others.get(MOST_OTHERS).name(), MOST_OTHERS));
    }
    MetricRegistry first = present.parse();
    Map<String, String> names = new HashMap<>(Map.of(first.digestPrefix(), present.name()));
    List<MetricRegistry> parsed = new ArrayList<>();
    for (RegistryFile other : others) {
      MetricRegistry registry = other.parse();
      parsed.add(registry);
      String prefix = registry.digestPrefix();
      String same = names.putIfAbsent(prefix, other.name());
      if (same != null) {
        throw new RegistryException(
            ("%s: is the same registry as %s (%s; comments and layout do not count): leave it out,"
                    + " or name the one that was meant")
                .formatted(other.name(), same, prefix));
      }
    }
    return new Registries(first, parsed);
  }

  /** All of them, the present one first. */
  public List<MetricRegistry> all() {
    return Stream.concat(Stream.of(present), others.stream()).toList();
  }

  /**
   * The registry that a report or an aggregate is of.
   *
   * @param digestPrefix how its digest begins, as {@link MetricRegistry#digestPrefix} has it
   * @return empty if it is none of these
   */
  public Optional<MetricRegistry> find(String digestPrefix) {
    return all().stream()
        .filter(registry -> registry.digestPrefix().equals(digestPrefix))
        .findFirst();
  }
}
