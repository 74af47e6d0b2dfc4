package dev.sluice.probe.daemon;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.agent.Admission;
import dev.sluice.probe.agent.AgentSettings;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.measure.EligibilityCategory;
import dev.sluice.probe.release.Eligibility;
import dev.sluice.probe.release.IneligibilityReason;
import dev.sluice.probe.releasing.ReleaseAdmission;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Admits what the manifests name: the files of a release that this device is eligible for, and the
 * file that a release falls back to. Any other model is barred, and so is each that a server runs:
 * a manifest speaks of files that the device itself runs, and of a runtime that is not the
 * server's.
 *
 * @param releases at least one
 * @param owner how the owner has models run
 */
record SignedReleases(ReleasedModels releases, AgentSettings settings, EngineSettings owner)
    implements Admission {

  /** Without a manifest everything is admitted. */
  static Admission of(ReleasedModels releases, DaemonConfig config) {
    return releases.admissions().isEmpty()
        ? Admission.ofEverything()
        : new SignedReleases(releases, config.settings(), config.engine());
  }

  /** The installed files that no manifest names. */
  List<InstalledModel> unnamed() {
    return files().filter(model -> releases.speakingOf(model).isEmpty()).toList();
  }

  /** What the owner's settings have against installed files, each in a few words. */
  List<String> notAsRequired() {
    return files().flatMap(model -> notAsRequired(model).stream()).toList();
  }

  private Optional<String> notAsRequired(InstalledModel model) {
    return releases
        .speakingOf(model)
        .flatMap(this::objection)
        .map(why -> "%s %s %s".formatted(model.name(), model.version(), why.detail()));
  }

  private Stream<InstalledModel> files() {
    return settings.models().stream().filter(model -> model.server().isEmpty());
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
    Optional<ReleaseAdmission> own = releases.release(model);
    return own.isPresent() ? held(own.get(), model, today) : fallback(model);
  }

  /** It needs what the release needs in which it has its part: the same context. */
  private Word fallback(InstalledModel model) {
    Optional<ReleaseAdmission> release = releases.fallingBackTo(model);
    if (release.isEmpty()) {
      return new Word.Barred();
    }
    return objection(release.get())
        .map(why -> notEligible(why.reason()))
        .orElseGet(Word.Admitted::new);
  }

  private Optional<Eligibility.Objection> objection(ReleaseAdmission release) {
    return ReleaseAdmission.terms(owner).objection(release.trusted().manifest().requires());
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
              today,
              ReleaseAdmission.terms(owner));
    } catch (IOException notWhatWasSigned) {
      return new Word.Barred();
    }
    return verdict instanceof Eligibility.NotEligible not
        ? notEligible(not.first())
        : new Word.Admitted();
  }

  private static Word notEligible(IneligibilityReason reason) {
    Optional<Measurement.Category> counted = EligibilityCategory.of(List.of(reason));
    return counted.<Word>map(Word.NotEligible::new).orElseGet(Word.Barred::new);
  }
}
