package dev.sluice.probe.releasing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import dev.sluice.probe.release.TestManifests;
import dev.sluice.suites.loading.BundledSuites;
import dev.sluice.suites.loading.SuiteFiles;
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
  @TempDir private Path directory;
  private ReleaseDesk desk;

  @BeforeEach
  void makeKeys() {
    desk = new ReleaseDesk(directory);
  }

  @Test
  void keygen_keepsTheSecretAndOverwritesNothing() throws IOException {
    String secret = Files.readString(directory.resolve("release.key"));

    CommandRun again = CommandRun.of("release", "keygen", "--out", desk.at("release"));

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
    CommandRun made = CommandRun.of("release", "keygen", "--out", desk.at("other"));

    assertThat(made.err())
        .isEqualTo(
            "probe: wrote %s and %s%n".formatted(desk.at("other.key"), desk.at("other.pub")));
    assertThat(made.out().strip()).matches("[0-9a-f]{16,64}");

    Files.delete(directory.resolve("other.key"));
    CommandRun half = CommandRun.of("release", "keygen", "--out", desk.at("other"));
    assertThat(half.exitCode()).isEqualTo(1);
    assertThat(half.out()).isEmpty();
    assertThat(half.err())
        .isEqualTo(
            "probe: %s: it exists already, and is not written over%n"
                .formatted(desk.at("other.pub")));
    assertThat(directory.resolve("other.key")).doesNotExist();
  }

  @Test
  void fromKeygenToCheck_realModel_isEligible() throws IOException {
    Path signed = desk.release("r.release", desk.draft(2));

    CommandRun verified = desk.verify(signed, "--model", TinyModels.good().toString(), "--json");
    CommandRun checked = desk.check(signed, "--json");

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
  void draft_unlessToldOtherwise_pinsTheBundledSuites() throws IOException {
    JsonNode suites = new ObjectMapper().readTree(desk.draft(2)).path("suites");

    assertThat(suites.findValuesAsText("id")).isEqualTo(BundledSuites.ids());
  }

  @Test
  void draft_suitesOfOnesOwn_pinsThoseAndNoOthers() throws Exception {
    Path own = ownSuite();

    JsonNode suites =
        new ObjectMapper()
            .readTree(desk.draft(2, "--suite", own.toString(), "--suite", "intent"))
            .path("suites");

    assertThat(suites.findValuesAsText("id")).containsExactly("mood", "intent");
    assertThat(suites.findValuesAsText("digest"))
        .containsExactly(
            SuiteFiles.read(own).digest().hex(),
            BundledSuites.load("intent").orElseThrow().digest().hex());
  }

  @Test
  void draft_suiteThatIsNone_isOneLineAndNoManifest() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "id: mood\ncolour: red\n");

    for (String name : List.of("intents", desk.at("none.yaml"), broken.toString(), "")) {
      CommandRun run = desk.drafting(2, "--suite", name);

      assertThat(run.exitCode()).as(name).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines().findFirst().orElseThrow()).contains("--suite: ", name);
    }
    String own = ownSuite().toString();
    CommandRun twice = desk.drafting(2, "--suite", own, "--suite", own);
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.out()).isEmpty();
    assertThat(twice.err()).contains("--suite: suite 'mood' is named twice");
  }

  private Path ownSuite() throws IOException {
    return Files.writeString(
        directory.resolve("mood.yaml"),
        """
        id: mood
        version: 1.0.0
        description: Kind or unkind?
        licence: Apache-2.0
        template: "mood: {{input}}"
        maxTokens: 10
        grader: {type: label, labels: [kind, unkind]}
        items:
          - {id: one, input: lovely, expected: kind}
        controls:
          - {id: good, kind: must-pass, input: great, expected: kind}
          - {id: bad, kind: must-pass, input: terrible, expected: unkind}
        """);
  }

  @Test
  void check_littleMemory_isNotEligibleAndSaysWhatWouldHelp() throws IOException {
    String draft = TestManifests.with(desk.draft(2), "/requires/runtime/minimumBuild", "99999");
    Path signed = desk.release("r.release", draft);

    CommandRun run = desk.check(signed, "--ram", "33M", "--device", "edge-box", "--json");

    assertThat(run.exitCode()).isEqualTo(3);
    JsonNode verdict = json(run);
    assertThat(verdict.path("eligible").asBoolean()).isFalse();
    assertThat(verdict.path("countedReason").asText()).isEqualTo("runtime-too-old");
    assertThat(verdict.path("reasons").findValuesAsText("reason"))
        .containsExactly("runtime-too-old", "memory");
    assertThat(desk.check(signed, "--ram", "33M").out())
        .contains(
            "Not eligible for tiny 1.1.0", "memory: the smallest file", "Until then: tiny 1.0.0");
  }

  @Test
  void check_aRemoteRoute_saysWhereWorkIsDoneOnlineAndOffline() throws IOException {
    String draft =
        TestManifests.with(
            desk.draft(2),
            "/remoteRoute",
            "{\"mode\": \"PREFER_ON_DEVICE\", \"url\": \"https://remote.example/v1\"}");
    Path signed = desk.release("r.release", draft);

    JsonNode able = json(desk.check(signed, "--json")).path("route");
    JsonNode unable = json(desk.check(signed, "--ram", "33M", "--json")).path("route");

    assertThat(able.at("/online/to").asText()).isEqualTo("device");
    assertThat(able.at("/offline/to").asText()).isEqualTo("device");
    assertThat(unable.at("/online/to").asText()).isEqualTo("remote");
    assertThat(unable.at("/offline/to").asText()).isEqualTo("nowhere");
    assertThat(unable.at("/offline/reason").asText()).contains("cannot be reached");
    assertThat(desk.check(signed, "--ram", "33M").out())
        .contains(
            "Work is done by the remote model at https://remote.example/v1; offline nowhere: the");
    assertThat(desk.check(desk.release("none.release", desk.draft(2)), "--ram", "33M").out())
        .contains("Work is done nowhere: this device may not run the release");
  }

  @Test
  void sign_anotherKey_isTrustedByEither() throws IOException {
    assertThat(CommandRun.of("release", "keygen", "--out", desk.at("next")).exitCode()).isZero();
    Path once = desk.release("once.release", desk.draft(2));
    CommandRun twice =
        CommandRun.of(
            "release",
            "sign",
            "--signed",
            once.toString(),
            "--key",
            desk.at("next.key"),
            "--out",
            desk.at("twice.release"));

    assertThat(twice.exitCode()).as(twice.err()).isZero();
    for (String key : List.of("release.pub", "next.pub")) {
      CommandRun run =
          CommandRun.of(
              "release", "verify", "--manifest", desk.at("twice.release"), "--key", desk.at(key));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("Signed by ");
    }
    CommandRun untrusted =
        CommandRun.of(
            "release", "verify", "--manifest", once.toString(), "--key", desk.at("next.pub"));
    assertThat(untrusted.exitCode()).isEqualTo(1);
    assertThat(untrusted.err().lines()).hasSize(1);
    assertThat(untrusted.err()).contains("not to be trusted");
  }

  @Test
  void sign_whatIsNoManifest_isRefusedAndNothingIsWritten() throws IOException {
    Path bad =
        Files.writeString(directory.resolve("bad.json"), desk.draft(2).replace("tiny", "Tiny"));

    CommandRun run = desk.sign(bad, directory.resolve("bad.release"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("manifest.release.name must be");
    assertThat(directory.resolve("bad.release")).doesNotExist();
  }

  @Test
  void verify_modelOfAnotherRelease_isRefused() throws IOException {
    CommandRun run =
        desk.verify(
            desk.release("r.release", desk.draft(2)), "--model", ReleaseDesk.OLD.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("none of the files of tiny 1.1.0");
  }

  @Test
  void commands_filesThatAreNone_areOneLineEach() throws IOException {
    Path signed = desk.release("r.release", desk.draft(2));
    for (String[] odd :
        new String[][] {
          {"verify", "--manifest", desk.at("none"), "--key", desk.at("release.pub")},
          {"verify", "--manifest", directory.toString(), "--key", desk.at("release.pub")},
          {"verify", "--manifest", ReleaseDesk.OLD.toString(), "--key", desk.at("release.pub")},
          {"verify", "--manifest", signed.toString(), "--key", desk.at("none.pub")},
          {"verify", "--manifest", signed.toString(), "--key", desk.at("release.key")},
          {"check", "--manifest", signed.toString(), "--key", ReleaseDesk.OLD.toString()},
          {
            "verify",
            "--manifest",
            signed.toString(),
            "--key",
            desk.at("release.pub"),
            "--model",
            desk.at("no")
          },
          {
            "sign",
            "--manifest",
            desk.at("none"),
            "--key",
            desk.at("release.key"),
            "--out",
            desk.at("x")
          },
          {
            "sign",
            "--manifest",
            desk.at("r.release.json"),
            "--key",
            desk.at("release.pub"),
            "--out",
            desk.at("x")
          },
          {
            "sign",
            "--manifest",
            desk.at("r.release.json"),
            "--key",
            desk.at("release.key"),
            "--out",
            desk.at("no/x")
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

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }
}
