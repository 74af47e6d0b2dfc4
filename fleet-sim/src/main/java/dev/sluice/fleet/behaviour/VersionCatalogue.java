package dev.sluice.fleet.behaviour;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The versions that have been measured, by what a rollout calls them. */
public final class VersionCatalogue {
  private final Map<String, VersionBehaviour> versions;

  private VersionCatalogue(Map<String, VersionBehaviour> versions) {
    this.versions = versions;
  }

  /**
   * A catalogue.
   *
   * @throws IllegalArgumentException if two versions have one name and version
   */
  public static VersionCatalogue of(List<VersionBehaviour> behaviours) {
    Map<String, VersionBehaviour> versions = new LinkedHashMap<>();
    for (VersionBehaviour behaviour : behaviours) {
      if (versions.put(behaviour.label(), behaviour) != null) {
        throw new IllegalArgumentException("two files are called " + behaviour.label());
      }
    }
    return new VersionCatalogue(versions);
  }

  /** The behaviour of a version, if it was measured. */
  public Optional<VersionBehaviour> find(String name, String version) {
    return Optional.ofNullable(versions.get(name + " " + version));
  }

  /** What has been measured, as people say it. */
  public Set<String> labels() {
    return versions.keySet();
  }
}
