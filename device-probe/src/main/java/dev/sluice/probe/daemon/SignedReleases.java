package dev.sluice.probe.daemon;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.agent.Admission;
import dev.sluice.probe.agent.AgentSettings;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.measure.EligibilityCategory;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.FallbackRelease;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.releasing.ReleaseAdmission;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Admits what the manifests name: the files of a release that this device is eligible for, and the
 * file that a release falls back to. Any other model is barred, and so is each that a server runs:
 * a manifest speaks of files that the device itself runs, and of a runtime that is not the
 * server's.
 *
 * @param admissions at least one, with its manifest checked
 */
record SignedReleases(List<ReleaseAdmission> admissions, AgentSettings settings)
    implements Admission {
  SignedReleases {
    admissions = List.copyOf(admissions);
  }

  /** Without a manifest everything is admitted. */
  static Admission of(List<ReleaseAdmission> admissions, AgentSettings settings) {
    return admissions.isEmpty()
        ? Admission.ofEverything()
        : new SignedReleases(admissions, settings);
  }

  /** The installed files that no manifest names. */
  List<InstalledModel> unnamed() {
    return settings.models().stream()
        .filter(model -> model.server().isEmpty())
        .filter(model -> release(model).isEmpty() && !isFallback(model))
        .toList();
  }

  /** The models that no manifest can speak of. */
  List<InstalledModel> served() {
    return settings.models().stream().filter(model -> model.server().isPresent()).toList();
  }

  @Override
  public Word about(InstalledModel model, LocalDate today) {
    if (model.server().isPresent()) {
      return new Word.Barred();
    }
    Optional<ReleaseAdmission> release = release(model);
    if (release.isPresent()) {
      return held(release.get(), model, today);
    }
    return isFallback(model) ? new Word.Admitted() : new Word.Barred();
  }

  private Word held(ReleaseAdmission release, InstalledModel model, LocalDate today) {
    Eligibility verdict;
    try {
      verdict =
          release.judge(
              model.file().orElseThrow(),
              model.sha256(),
              settings.suites(),
              settings.deviceClass(),
              today);
    } catch (IOException notWhatWasSigned) {
      return new Word.Barred();
    }
    if (!(verdict instanceof Eligibility.NotEligible not)) {
      return new Word.Admitted();
    }
    Optional<Measurement.Category> counted = EligibilityCategory.of(List.of(not.first()));
    return counted.<Word>map(Word.NotEligible::new).orElseGet(Word.Barred::new);
  }

  private Optional<ReleaseAdmission> release(InstalledModel model) {
    return admissions.stream().filter(each -> isOf(each.trusted().manifest(), model)).findFirst();
  }

  private static boolean isOf(ReleaseManifest manifest, InstalledModel model) {
    return manifest.release().name().equals(model.name())
        && manifest.release().version().equals(model.version())
        && manifest.variant(model.sha256()).isPresent();
  }

  private boolean isFallback(InstalledModel model) {
    return admissions.stream()
        .map(each -> each.trusted().manifest().fallback())
        .anyMatch(new FallbackRelease(model.name(), model.version(), model.sha256())::equals);
  }
}
