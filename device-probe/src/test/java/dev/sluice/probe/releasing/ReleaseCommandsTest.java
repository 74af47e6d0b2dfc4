package dev.sluice.probe.releasing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.release.TestManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A publisher and a device, by the commands that they have. */
class ReleaseCommandsTest {
  private static final Path OLD = TinyModels.all().get(0);

  @TempDir private Path directory;

  @BeforeEach
  void makeKeys() {
    assertThat(CommandRun.of("release", "keygen", "--out", at("release")).exitCode()).isZero();
  }

  @Test
  void keygen_keepsTheSecretAndOverwritesNothing() throws IOException {
    String secret = Files.readString(directory.resolve("release.key"));

    CommandRun again = CommandRun.of("release", "keygen", "--out", at("release"));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("release.key"))))
        .isEqualTo("rw-------");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("exists already");
    assertThat(directory.resolve("release.key")).hasContent(secret);
  }

  @Test
  void keygen_saysWhatItWroteAndWhoseKeyItIs() throws IOException {
    CommandRun made = CommandRun.of("release", "keygen", "--out", at("other"));

    assertThat(made.err())
        .isEqualTo("probe: wrote %s and %s%n".formatted(at("other.key"), at("other.pub")));
    assertThat(made.out().strip()).matches("[0-9a-f]{16,64}");

    Files.delete(directory.resolve("other.key"));
    CommandRun half = CommandRun.of("release", "keygen", "--out", at("other"));
    assertThat(half.exitCode()).isEqualTo(1);
    assertThat(half.out()).isEmpty();
    assertThat(half.err())
        .isEqualTo(
            "probe: %s: it exists already, and is not written over%n".formatted(at("other.pub")));
    assertThat(directory.resolve("other.key")).doesNotExist();
  }

  @Test
  void fromKeygenToCheck_realModel_isEligible() throws IOException {
    Path signed = release("r.release", draft(2));

    CommandRun verified = verify(signed, "--model", TinyModels.good().toString(), "--json");
    CommandRun checked = check(signed, "--json");

    assertThat(verified.exitCode()).as(verified.err()).isZero();
    assertThat(json(verified).path("model").asText()).isEqualTo("tiny-1.1.0-q8_0.gguf");
    assertThat(json(verified).at("/manifest/release/sequence").asInt()).isEqualTo(2);
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    JsonNode verdict = json(checked);
    assertThat(verdict.path("eligible").asBoolean()).isTrue();
    assertThat(verdict.at("/variant/quantization").asText()).isEqualTo("Q8_0");
    assertThat(verdict.at("/memory/needed").asLong())
        .isLessThan(verdict.at("/memory/available").asLong());
    assertThat(verdict.path("countedReason").isNull()).isTrue();
  }

  @Test
  void check_littleMemory_isNotEligibleAndSaysWhatWouldHelp() throws IOException {
    String draft = TestManifests.with(draft(2), "/requires/runtime/minimumBuild", "99999");
    Path signed = release("r.release", draft);

    CommandRun run = check(signed, "--ram", "33M", "--device", "edge-box", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode verdict = json(run);
    assertThat(verdict.path("eligible").asBoolean()).isFalse();
    assertThat(verdict.path("countedReason").asText()).isEqualTo("runtime-too-old");
    assertThat(verdict.path("reasons").findValuesAsText("reason"))
        .containsExactly("runtime-too-old", "memory");
    assertThat(check(signed, "--ram", "33M").out())
        .contains(
            "Not eligible for tiny 1.1.0", "memory: the smallest file", "Until then: tiny 1.0.0");
  }

  @Test
  void sign_anotherKey_isTrustedByEither() throws IOException {
    assertThat(CommandRun.of("release", "keygen", "--out", at("next")).exitCode()).isZero();
    Path once = release("once.release", draft(2));
    CommandRun twice =
        CommandRun.of(
            "release",
            "sign",
            "--signed",
            once.toString(),
            "--key",
            at("next.key"),
            "--out",
            at("twice.release"));

    assertThat(twice.exitCode()).as(twice.err()).isZero();
    for (String key : List.of("release.pub", "next.pub")) {
      CommandRun run =
          CommandRun.of("release", "verify", "--manifest", at("twice.release"), "--key", at(key));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("Signed by ");
    }
    CommandRun untrusted =
        CommandRun.of("release", "verify", "--manifest", once.toString(), "--key", at("next.pub"));
    assertThat(untrusted.exitCode()).isEqualTo(1);
    assertThat(untrusted.err().lines()).hasSize(1);
    assertThat(untrusted.err()).contains("not to be trusted");
  }

  @Test
  void sign_whatIsNoManifest_isRefusedAndNothingIsWritten() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.json"), draft(2).replace("tiny", "Tiny"));

    CommandRun run = sign(bad, directory.resolve("bad.release"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("manifest.release.name must be");
    assertThat(directory.resolve("bad.release")).doesNotExist();
  }

  @Test
  void verify_modelOfAnotherRelease_isRefused() throws IOException {
    CommandRun run = verify(release("r.release", draft(2)), "--model", OLD.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("none of the files of tiny 1.1.0");
  }

  @Test
  void commands_filesThatAreNone_areOneLineEach() throws IOException {
    Path signed = release("r.release", draft(2));
    for (String[] odd :
        new String[][] {
          {"verify", "--manifest", at("none"), "--key", at("release.pub")},
          {"verify", "--manifest", directory.toString(), "--key", at("release.pub")},
          {"verify", "--manifest", OLD.toString(), "--key", at("release.pub")},
          {"verify", "--manifest", signed.toString(), "--key", at("none.pub")},
          {"verify", "--manifest", signed.toString(), "--key", at("release.key")},
          {"check", "--manifest", signed.toString(), "--key", OLD.toString()},
          {
            "verify",
            "--manifest",
            signed.toString(),
            "--key",
            at("release.pub"),
            "--model",
            at("no")
          },
          {"sign", "--manifest", at("none"), "--key", at("release.key"), "--out", at("x")},
          {
            "sign", "--manifest", at("r.release.json"), "--key", at("release.pub"), "--out", at("x")
          },
          {
            "sign",
            "--manifest",
            at("r.release.json"),
            "--key",
            at("release.key"),
            "--out",
            at("no/x")
          },
        }) {
      List<String> arguments = new ArrayList<>(List.of("release"));
      arguments.addAll(Arrays.asList(odd));

      CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

      assertThat(run.exitCode()).as(arguments.toString()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).as(run.err()).hasSize(1);
    }
  }

  @Test
  void report_manifestIsNotToBeTrusted_nothingElseIsLookedAt() throws IOException {
    Path forged = directory.resolve("forged.release");
    Files.writeString(forged, Files.readString(release("r.release", draft(2))).replace("=", ""));

    CommandRun run = report(forged, directory.resolve("no-such-model.gguf"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("forged.release", "no signed manifest");
  }

  @Test
  void report_modelOfAnotherRelease_isRefused() throws IOException {
    CommandRun run = report(release("r.release", draft(2)), OLD);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("none of the files of tiny 1.1.0");
  }

  /** Then no device is asked about it, and none answers. */
  @Test
  void report_releaseIsNoLongerValid_nothingIsRun() throws IOException {
    String draft =
        TestManifests.with(
            draft(2), "/validity", "{\"notBefore\": \"2020-01-01\", \"notAfter\": \"2020-05-01\"}");

    CommandRun run = report(release("r.release", draft), TinyModels.good());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("nothing was run", "expired");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  /**
   * Whether the verdict is reported is for the draw to say, and a draw needs the owner's consent.
   */
  @Test
  void report_deviceIsNotEligibleAndNobodyHasAgreed_saysNothingOfIt() throws IOException {
    String draft = TestManifests.with(draft(2), "/requires/deviceClasses", "[\"phone-8gb\"]");

    CommandRun run = report(release("r.release", draft), TinyModels.good());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("nobody has agreed");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void report_deviceIsNotEligible_nothingIsRun() throws IOException {
    String draft = TestManifests.with(draft(2), "/requires/deviceClasses", "[\"phone-8gb\"]");
    assertThat(CommandRun.of("consent", "telemetry", "--data-dir", at("data")).exitCode()).isZero();

    CommandRun run = report(release("r.release", draft), TinyModels.good());

    // One device in twenty-five draws the question whether it is eligible, and answers that.
    if (run.exitCode() == 0) {
      assertThat(run.err()).contains("drew eligibility");
    } else {
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err())
          .contains("nothing was run", "device-class (needs phone-8gb, is laptop-16gb)");
    }
  }

  @Test
  void report_suiteThatIsNotPinned_isRefused() throws IOException {
    String draft = TestManifests.with(draft(2), "/suites/0/digest", "\"" + "0".repeat(32) + "\"");

    CommandRun run = report(release("r.release", draft), TinyModels.good());

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
            at("data"),
            "--manifest",
            "m");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("belong together");
  }

  @Test
  void accept_newerManifest_olderOnesStayOut() throws IOException {
    Path first = release("first.release", draft(2));
    Path second = release("second.release", draft(3));
    Path data = directory.resolve("data");
    List<Path> keys = List.of(directory.resolve("release.pub"));
    ReleaseAdmission.of(first, keys, data).accept();
    ReleaseAdmission.of(second, keys, data).accept();
    ReleaseAdmission.of(second, keys, data).accept();

    CommandRun old = verify(first, "--data-dir", data.toString());
    CommandRun reported = report(first, TinyModels.good());

    assertThat(old.exitCode()).isEqualTo(1);
    assertThat(old.err()).contains("a step back", "sequence 2; 3 was accepted");
    assertThat(reported.exitCode()).isEqualTo(1);
    assertThat(reported.err()).contains("a step back");
    assertThat(verify(second, "--data-dir", data.toString()).exitCode()).isZero();
  }

  @Test
  void accept_memoryIsDamaged_isRefusedAndKept() throws IOException {
    Path signed = release("r.release", draft(2));
    Path data = directory.resolve("data");
    ReleaseAdmission.of(signed, List.of(directory.resolve("release.pub")), data).accept();
    Files.writeString(data.resolve("releases.json"), "{\"accepted\":");

    CommandRun run = check(signed, "--data-dir", data.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("releases.json is damaged");
    assertThat(data.resolve("releases.json")).hasContent("{\"accepted\":");
  }

  private String draft(int sequence) {
    CommandRun run =
        CommandRun.of(
            "release",
            "draft",
            "--name",
            "tiny",
            "--version",
            "1.1.0",
            "--sequence",
            String.valueOf(sequence),
            "--context",
            "256",
            "--variant",
            TinyModels.all().get(2).toString(),
            "--variant",
            TinyModels.good().toString(),
            "--fallback-name",
            "tiny",
            "--fallback-version",
            "1.0.0",
            "--fallback",
            OLD.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private Path release(String name, String manifest) throws IOException {
    Path signed = directory.resolve(name);
    CommandRun run = sign(Files.writeString(directory.resolve(name + ".json"), manifest), signed);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return signed;
  }

  private CommandRun sign(Path manifest, Path out) {
    return CommandRun.of(
        "release",
        "sign",
        "--manifest",
        manifest.toString(),
        "--key",
        at("release.key"),
        "--out",
        out.toString());
  }

  private CommandRun verify(Path signed, String... more) {
    return with(
        new String[] {
          "release", "verify", "--manifest", signed.toString(), "--key", at("release.pub")
        },
        more);
  }

  private CommandRun check(Path signed, String... more) {
    return with(
        new String[] {
          "release", "check", "--manifest", signed.toString(), "--key", at("release.pub")
        },
        more);
  }

  private CommandRun report(Path signed, Path model) {
    return CommandRun.of(
        "report",
        "--model",
        model.toString(),
        "--rollout",
        "r1",
        "--device-class",
        "laptop-16gb",
        "--ingest",
        "http://127.0.0.1:1",
        "--data-dir",
        at("data"),
        "--manifest",
        signed.toString(),
        "--manifest-key",
        at("release.pub"));
  }

  private static CommandRun with(String[] first, String... more) {
    List<String> arguments = new ArrayList<>(Arrays.asList(first));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
