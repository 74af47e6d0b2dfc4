package dev.sluice.probe.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MeasuredQuantity;
import dev.sluice.probe.agent.Admission;
import dev.sluice.probe.agent.InstalledModel;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.release.TestManifests;
import dev.sluice.probe.releasing.ReleaseAdmission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that only runs what was signed. */
class DaemonReleaseTest {
  private static final Path OLD = TinyModels.all().get(0);
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir private Path directory;

  @BeforeEach
  void makeKeys() throws IOException {
    assertThat(CommandRun.of("release", "keygen", "--out", at("release")).exitCode()).isZero();
    Files.writeString(
        directory.resolve("probe.yaml"),
        """
        dataDir: %s
        gate: http://127.0.0.1:1
        ingest: http://127.0.0.1:1
        deviceClass: laptop-16gb
        models:
          - {name: tiny, version: 1.1.0, file: %s, sha256: %s}
          - {name: tiny, version: 1.0.0, file: %s, sha256: %s}
        """
            .formatted(
                at("data"),
                TinyModels.good().toAbsolutePath(),
                ModelDigest.sha256(TinyModels.good()),
                OLD.toAbsolutePath(),
                ModelDigest.sha256(OLD)));
  }

  @Test
  void check_manifestOfWhatIsInstalled_saysNothing() throws IOException {
    CommandRun run = daemon(released(draft()), "--check");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void once_manifestOfWhatIsInstalled_isRememberedBeforeAnythingIsRun() throws IOException {
    Path newer = released(draft("3"));
    Path older = released(draft("2"));
    assertThat(daemon(newer, "--once").exitCode()).isZero();

    CommandRun stepBack = daemon(older, "--once");

    assertThat(stepBack.exitCode()).isEqualTo(1);
    assertThat(stepBack.err()).contains("a step back", "3 was accepted");
  }

  @Test
  void once_manifestThatIsNotToBeTrusted_opensNothing() throws IOException {
    Path signed = released(draft());
    Path forged = directory.resolve("forged.release");
    Files.writeString(forged, Files.readString(signed).replace("=", ""));

    CommandRun run = daemon(forged, "--once");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains("forged.release", "no signed manifest");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void check_suiteThatIsNotPinned_isRefused() throws IOException {
    Path signed =
        released(TestManifests.with(draft(), "/suites/0/digest", "\"" + "0".repeat(32) + "\""));

    CommandRun run = daemon(signed, "--check");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is not among those that tiny 1.1.0 is judged by");
  }

  @Test
  void check_manifestOfAnotherModel_namesWhatWillNotBeRun() throws IOException {
    Path signed = released(TestManifests.with(draft(), "/release/version", "\"1.2.0\""));

    CommandRun run = daemon(signed, "--check");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .containsExactly("probe: tiny 1.1.0 is named by no manifest and will not be run");
  }

  /** Of what a server runs, and with which runtime, a manifest says nothing. */
  @Test
  void check_modelOnAServer_isNotReleasedByItsDigest() throws Exception {
    Path signed = released(draft());
    Path config = directory.resolve("probe.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst("file: ", "server: 'http://127.0.0.1:1', serverModel: tiny, file: "));

    CommandRun run = daemon(signed, "--check");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err().lines())
        .containsExactly(
            "probe: tiny 1.1.0 is on a server, of which no manifest speaks, and will not be run");
    InstalledModel served = DaemonConfig.read(config).settings().models().get(0);
    assertThat(admission(signed).about(served, today)).isEqualTo(new Admission.Word.Barred());
  }

  @Test
  void about_releaseAndItsFallback_areAdmittedAndNothingElse() throws Exception {
    Admission admission = admission(released(draft()));

    assertThat(admission.about(model("1.1.0", TinyModels.good()), today))
        .isEqualTo(new Admission.Word.Admitted());
    assertThat(admission.about(model("1.0.0", OLD), today))
        .isEqualTo(new Admission.Word.Admitted());
    for (InstalledModel other :
        List.of(
            model("1.1.0", OLD),
            model("1.0.0", TinyModels.good()),
            model("1.2.0", TinyModels.good()))) {
      assertThat(admission.about(other, today)).isEqualTo(new Admission.Word.Barred());
    }
  }

  @Test
  void about_deviceThatCannotTakeIt_isCountedUnderTheReason() throws Exception {
    Path signed = released(TestManifests.with(draft(), "/requires/runtime/minimumBuild", "99999"));
    int reason = MeasuredQuantity.ELIGIBILITIES.indexOf("runtime-too-old");

    assertThat(admission(signed).about(model("1.1.0", TinyModels.good()), today))
        .isEqualTo(new Admission.Word.NotEligible(new Measurement.Category(reason)));
  }

  /** Nobody is asked about a release that is not valid today. */
  @Test
  void about_releaseThatHasExpired_isBarred() throws Exception {
    Path signed =
        released(
            TestManifests.with(
                draft(),
                "/validity",
                "{\"notBefore\": \"2020-01-01\", \"notAfter\": \"2020-05-01\"}"));

    assertThat(admission(signed).about(model("1.1.0", TinyModels.good()), today))
        .isEqualTo(new Admission.Word.Barred());
  }

  private Admission admission(Path signed) throws Exception {
    return SignedReleases.of(releases(signed), DaemonConfig.read(directory.resolve("probe.yaml")));
  }

  private ReleasedModels releases(Path signed) throws IOException {
    return new ReleasedModels(
        List.of(
            ReleaseAdmission.of(
                signed, List.of(directory.resolve("release.pub")), directory.resolve("data"))));
  }

  private static InstalledModel model(String version, Path file) throws IOException {
    return InstalledModel.inFile("tiny", version, file, ModelDigest.sha256(file));
  }

  private CommandRun daemon(Path signed, String mode) {
    return CommandRun.of(
        "daemon",
        "--config",
        at("probe.yaml"),
        mode,
        "--manifest",
        signed.toString(),
        "--manifest-key",
        at("release.pub"));
  }

  private static String draft() {
    return draft("2");
  }

  private static String draft(String sequence) {
    List<String> arguments =
        new ArrayList<>(List.of("release", "draft", "--name", "tiny", "--version", "1.1.0"));
    arguments.addAll(List.of("--sequence", sequence, "--context", "256"));
    arguments.addAll(List.of("--variant", TinyModels.good().toString()));
    arguments.addAll(List.of("--fallback-name", "tiny", "--fallback-version", "1.0.0"));
    arguments.addAll(List.of("--fallback", OLD.toString()));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private Path released(String manifest) throws IOException {
    Path draft = Files.createTempFile(directory, "draft", ".json");
    Path signed = Path.of(draft + ".release");
    CommandRun run =
        CommandRun.of(
            "release",
            "sign",
            "--manifest",
            Files.writeString(draft, manifest).toString(),
            "--key",
            at("release.key"),
            "--out",
            signed.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return signed;
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }
}
