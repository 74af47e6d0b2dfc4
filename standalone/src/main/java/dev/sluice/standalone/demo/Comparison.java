package dev.sluice.standalone.demo;

import dev.sluice.fleet.behaviour.VersionBehaviour;
import java.util.Locale;

/**
 * A rollout to be run.
 *
 * @param rollout its id
 * @param control the version that the fleet runs, as it was measured
 * @param candidate the version that may replace it, as it was measured; same name, other version
 */
record Comparison(String rollout, VersionBehaviour control, VersionBehaviour candidate) {
  Comparison {
    if (!control.model().getName().equals(candidate.model().getName())
        || control.model().getVersion().equals(candidate.model().getVersion())) {
      throw new IllegalArgumentException(
          "a rollout compares two versions of one model, not %s with %s"
              .formatted(control.label(), candidate.label()));
    }
  }

  /** A rollout that is called after its candidate. */
  static Comparison of(VersionBehaviour control, VersionBehaviour candidate) {
    String name = candidate.model().getName() + "-" + candidate.model().getVersion();
    return new Comparison(
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-"), control, candidate);
  }
}
