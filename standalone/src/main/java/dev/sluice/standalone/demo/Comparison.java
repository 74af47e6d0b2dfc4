package dev.sluice.standalone.demo;

import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.privacy.registry.Design;
import java.util.Locale;

/**
 * A rollout to be run.
 *
 * @param rollout its id
 * @param control the version that the fleet runs, as it was measured
 * @param candidate the version that may replace it, as it was measured; same name, other version
 * @param design whether two arms of devices are compared, or both versions on each device
 */
record Comparison(
    String rollout, VersionBehaviour control, VersionBehaviour candidate, Design design) {
  Comparison {
    if (!control.model().getName().equals(candidate.model().getName())
        || control.model().getVersion().equals(candidate.model().getVersion())) {
      throw new IllegalArgumentException(
          "a rollout compares two versions of one model, not %s with %s"
              .formatted(control.label(), candidate.label()));
    }
  }

  /** A rollout that is called after its candidate. */
  static Comparison of(VersionBehaviour control, VersionBehaviour candidate, Design design) {
    String name = candidate.model().getName() + "-" + candidate.model().getVersion();
    return new Comparison(
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "-"), control, candidate, design);
  }
}
