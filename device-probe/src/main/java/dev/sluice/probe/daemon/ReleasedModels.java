package dev.sluice.probe.daemon;

import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.release.FallbackRelease;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.releasing.ReleaseAdmission;
import java.util.List;
import java.util.Optional;

/**
 * Which manifest speaks of which model.
 *
 * @param admissions each with its manifest checked; none where nothing is signed
 */
record ReleasedModels(List<ReleaseAdmission> admissions) {
  ReleasedModels {
    admissions = List.copyOf(admissions);
  }

  /** The release that a model is a file of. */
  Optional<ReleaseAdmission> release(InstalledModel model) {
    return admissions.stream().filter(each -> isOf(each.trusted().manifest(), model)).findFirst();
  }

  /** The release that falls back to a model, which has none of its own. */
  Optional<ReleaseAdmission> fallingBackTo(InstalledModel model) {
    FallbackRelease fallback = new FallbackRelease(model.name(), model.version(), model.sha256());
    return release(model).isPresent()
        ? Optional.empty()
        : admissions.stream()
            .filter(each -> each.trusted().manifest().fallback().equals(fallback))
            .findFirst();
  }

  /** The release that says how a model is run: its own, or the one that falls back to it. */
  Optional<ReleaseAdmission> speakingOf(InstalledModel model) {
    return release(model).or(() -> fallingBackTo(model));
  }

  private static boolean isOf(ReleaseManifest manifest, InstalledModel model) {
    return manifest.release().name().equals(model.name())
        && manifest.release().version().equals(model.version())
        && manifest.variant(model.sha256()).isPresent();
  }
}
