package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.probe.agent.Admission;
import dev.sluice.probe.agent.Engines;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.releasing.ReleaseAdmission;
import dev.sluice.probe.report.WireIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The context that a daemon runs a model with: the release's, if there is one. */
class ReleasedContextTest {
  private static final int REQUIRED = 128;
  private static final Path NEW = TinyModels.good();
  private static final Path OLD = TinyModels.all().get(0);

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir private Path directory;
  private Path signed;

  @BeforeEach
  void release() throws IOException {
    done("release", "keygen", "--out", at("release"));
    String draft =
        done(
            "release",
            "draft",
            "--name=tiny",
            "--version=1.1.0",
            "--sequence=1",
            "--context=" + REQUIRED,
            "--variant=" + NEW,
            "--fallback-name=tiny",
            "--fallback-version=1.0.0",
            "--fallback=" + OLD);
    Files.writeString(directory.resolve("draft.json"), draft);
    signed = directory.resolve("tiny.release");
    done(
        "release",
        "sign",
        "--manifest=" + at("draft.json"),
        "--key=" + at("release.key"),
        "--out=" + signed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "context: 128", "context: 200"})
  void of_release_runsWithWhatItRequiresAndSaysSo(String owner) throws Exception {
    DaemonConfig config = config(owner);

    EngineBuild build = build(config, released(), model("1.1.0", NEW));

    assertThat(build.configuration().contextTokens()).hasValue(REQUIRED);
    assertThat(WireIdentity.of(identity(), build).getContext()).isEqualTo(7);
    assertThat(about(config, "1.1.0", NEW)).isEqualTo(new Admission.Word.Admitted());
  }

  /** Else the two could not be compared. */
  @Test
  void of_fallback_runsWithTheContextOfTheRelease() throws Exception {
    assertThat(build(config(""), released(), model("1.0.0", OLD)))
        .isEqualTo(build(config(""), released(), model("1.1.0", NEW)));
  }

  @Test
  void about_ownerAllowsLessThanTheReleaseRequires_isCountedAsMemory() throws Exception {
    DaemonConfig config = config("context: 127");
    Admission.Word memory =
        new Admission.Word.NotEligible(
            new Measurement.Category(MeasuredQuantity.ELIGIBILITIES.indexOf("memory")));

    assertThat(about(config, "1.1.0", NEW)).isEqualTo(memory);
    assertThat(about(config, "1.0.0", OLD)).isEqualTo(memory);
    // It is counted among those that can take the same version.
    assertThat(build(config, released(), model("1.1.0", NEW)).configuration().contextTokens())
        .hasValue(REQUIRED);
  }

  @Test
  void check_ownerAllowsLessThanTheReleaseRequires_isSaid() throws Exception {
    config("context: 127");

    CommandRun run =
        CommandRun.of(
            "daemon",
            "--check",
            "--config=" + at("probe.yaml"),
            "--manifest=" + signed,
            "--manifest-key=" + at("release.pub"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .hasSize(2)
        .contains(
            "probe: tiny 1.1.0 needs a context of 128 tokens, and a run here may have 127"
                + " (context): it counts as not eligible and will not be run");
  }

  @Test
  void of_noManifest_runsAsTheOwnerSays() throws Exception {
    ReleasedModels none = new ReleasedModels(List.of());
    InstalledModel model = model("1.1.0", NEW);

    EngineBuild stated = build(config("context: 64\nthreads: 1\ncacheType: q8_0"), none, model);

    assertThat(stated.configuration().contextTokens()).hasValue(64);
    assertThat(stated.configuration().threads()).hasValue(1);
    assertThat(stated.configuration().cacheType()).contains(CacheType.Q8_0);
  }

  /** A model is not refused, and counted as failing, for a context that nobody promised of it. */
  @Test
  void of_ownerAllowsMoreThanTheModelWasTrainedFor_runsAsTrained() throws Exception {
    ReleasedModels none = new ReleasedModels(List.of());
    InstalledModel model = model("1.1.0", NEW);

    assertThat(build(config("context: 100000"), none, model))
        .isEqualTo(build(config(""), none, model));
  }

  private Admission.Word about(DaemonConfig config, String version, Path file) throws Exception {
    return SignedReleases.of(released(), config).about(model(version, file), today);
  }

  private ReleasedModels released() throws IOException {
    List<Path> keys = List.of(directory.resolve("release.pub"));
    return new ReleasedModels(
        List.of(ReleaseAdmission.of(signed, keys, directory.resolve("data"))));
  }

  private static EngineBuild build(
      DaemonConfig config, ReleasedModels releases, InstalledModel model) {
    Engines engines = new InstalledEngines(new FileSettings(releases, config.engine()));
    return ((Engines.Standing.There) engines.of(model)).engine().build();
  }

  private DaemonConfig config(String more) throws Exception {
    Path file = directory.resolve("probe.yaml");
    Files.writeString(
        file,
        """
        dataDir: %s
        gate: http://127.0.0.1:1
        ingest: http://127.0.0.1:1
        deviceClass: laptop-16gb
        models:
          - {name: tiny, version: 1.1.0, file: %s, sha256: %s}
          - {name: tiny, version: 1.0.0, file: %s, sha256: %s}
        %s
        """
            .formatted(
                at("data"), NEW, ModelDigest.sha256(NEW), OLD, ModelDigest.sha256(OLD), more));
    return DaemonConfig.read(file);
  }

  private static ModelIdentity identity() throws IOException {
    return new ModelIdentity(
        "tiny",
        Optional.of("1.1.0"),
        Optional.empty(),
        Optional.of(ModelDigest.sha256(NEW)),
        Optional.empty());
  }

  private static InstalledModel model(String version, Path file) throws IOException {
    return InstalledModel.inFile("tiny", version, file, ModelDigest.sha256(file));
  }

  private static String done(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }
}
