package dev.sluice.probe.releasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.release.TestManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a device reports, and accepts, of a release that it was given. */
class ReleasedReportTest {
  @TempDir private Path directory;
  private ReleaseDesk desk;

  @BeforeEach
  void makeKeys() {
    desk = new ReleaseDesk(directory);
  }

  @Test
  void report_manifestIsNotToBeTrusted_nothingElseIsLookedAt() throws IOException {
    Path forged = directory.resolve("forged.release");
    Files.writeString(
        forged, Files.readString(desk.release("r.release", desk.draft(2))).replace("=", ""));

    CommandRun run = desk.report(forged, directory.resolve("no-such-model.gguf"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("forged.release", "no signed manifest");
  }

  @Test
  void report_modelOfAnotherRelease_isRefused() throws IOException {
    CommandRun run = desk.report(desk.release("r.release", desk.draft(2)), ReleaseDesk.OLD);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("none of the files of tiny 1.1.0");
  }

  /** Then no device is asked about it, and none answers. */
  @Test
  void report_releaseIsNoLongerValid_nothingIsRun() throws IOException {
    String draft =
        TestManifests.with(
            desk.draft(2),
            "/validity",
            "{\"notBefore\": \"2020-01-01\", \"notAfter\": \"2020-05-01\"}");

    CommandRun run = desk.report(desk.release("r.release", draft), TinyModels.good());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("nothing was run", "expired");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  /**
   * Whether the verdict is reported is for the draw to say, and a draw needs the owner's consent.
   */
  @Test
  void report_deviceIsNotEligibleAndNobodyHasAgreed_saysNothingOfIt() throws IOException {
    String draft = TestManifests.with(desk.draft(2), "/requires/deviceClasses", "[\"phone-8gb\"]");

    CommandRun run = desk.report(desk.release("r.release", draft), TinyModels.good());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("nobody has agreed");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void report_deviceIsNotEligible_nothingIsRun() throws IOException {
    String draft = TestManifests.with(desk.draft(2), "/requires/deviceClasses", "[\"phone-8gb\"]");
    assertThat(CommandRun.of("consent", "telemetry", "--data-dir", desk.at("data")).exitCode())
        .isZero();

    CommandRun run = desk.report(desk.release("r.release", draft), TinyModels.good());

    // One device in twenty-five draws the question whether it is eligible, and answers that.
    if (run.exitCode() == 0) {
      assertThat(run.err()).contains("drew eligibility");
    } else {
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err())
          .contains("nothing was run", "device-class (needs phone-8gb, is laptop-16gb)");
    }
  }

  /** A run with a shorter context than the product's would tell of another product. */
  @Test
  void report_contextIsBelowTheReleases_nothingIsRun() throws IOException {
    assertThat(CommandRun.of("consent", "telemetry", "--data-dir", desk.at("data")).exitCode())
        .isZero();
    Path signed = desk.release("r.release", desk.draft(2));

    CommandRun run = desk.report(signed, TinyModels.good(), "--context", "255");

    // As above: one in twenty-five is asked whether the device is eligible.
    if (run.exitCode() == 0) {
      assertThat(run.err()).contains("drew eligibility");
    } else {
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err())
          .contains("memory (needs a context of 256 tokens, and a run here may have 255");
    }
  }

  @Test
  void report_suiteThatIsNotPinned_isRefused() throws IOException {
    String draft =
        TestManifests.with(desk.draft(2), "/suites/0/digest", "\"" + "0".repeat(32) + "\"");

    CommandRun run = desk.report(desk.release("r.release", draft), TinyModels.good());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is not among those that tiny 1.1.0 is judged by");
  }

  @Test
  void report_manifestWithoutKey_isUsage() {
    CommandRun run =
        CommandRun.of(
            "report",
            "--model",
            "x",
            "--rollout",
            "r1",
            "--device-class",
            "laptop-16gb",
            "--ingest",
            "http://127.0.0.1:1",
            "--data-dir",
            desk.at("data"),
            "--manifest",
            "m");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("belong together");
  }

  @Test
  void accept_newerManifest_olderOnesStayOut() throws IOException {
    Path first = desk.release("first.release", desk.draft(2));
    Path second = desk.release("second.release", desk.draft(3));
    Path data = directory.resolve("data");
    List<Path> keys = List.of(directory.resolve("release.pub"));
    ReleaseAdmission.of(first, keys, data).accept();
    ReleaseAdmission.of(second, keys, data).accept();
    ReleaseAdmission.of(second, keys, data).accept();

    CommandRun old = desk.verify(first, "--data-dir", data.toString());
    CommandRun reported = desk.report(first, TinyModels.good());

    assertThat(old.exitCode()).isEqualTo(1);
    assertThat(old.err()).contains("a step back", "sequence 2; 3 was accepted");
    assertThat(reported.exitCode()).isEqualTo(1);
    assertThat(reported.err()).contains("a step back");
    assertThat(desk.verify(second, "--data-dir", data.toString()).exitCode()).isZero();
  }

  @Test
  void accept_memoryIsDamaged_isRefusedAndKept() throws IOException {
    Path signed = desk.release("r.release", desk.draft(2));
    Path data = directory.resolve("data");
    ReleaseAdmission.of(signed, List.of(directory.resolve("release.pub")), data).accept();
    Files.writeString(data.resolve("releases.json"), "{\"accepted\":");

    CommandRun run = desk.check(signed, "--data-dir", data.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("releases.json is damaged");
    assertThat(data.resolve("releases.json")).hasContent("{\"accepted\":");
  }
}
