package dev.sluice.probe.releasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.probe.eval.CommandRun;
import dev.sluice.probe.llama.TinyModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A publisher with a key, and the commands of both sides, in a directory. */
final class ReleaseDesk {
  static final Path OLD = TinyModels.all().get(0);

  private final Path directory;

  /** With a new key. */
  ReleaseDesk(Path directory) {
    this.directory = directory;
    assertThat(CommandRun.of("release", "keygen", "--out", at("release")).exitCode()).isZero();
  }

  String draft(int sequence, String... more) {
    CommandRun run = drafting(sequence, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  CommandRun drafting(int sequence, String... more) {
    return with(
        new String[] {
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
          OLD.toString()
        },
        more);
  }

  Path release(String name, String manifest) throws IOException {
    Path signed = directory.resolve(name);
    CommandRun run = sign(Files.writeString(directory.resolve(name + ".json"), manifest), signed);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return signed;
  }

  CommandRun sign(Path manifest, Path out) {
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

  CommandRun verify(Path signed, String... more) {
    return with(
        new String[] {
          "release", "verify", "--manifest", signed.toString(), "--key", at("release.pub")
        },
        more);
  }

  CommandRun check(Path signed, String... more) {
    return with(
        new String[] {
          "release", "check", "--manifest", signed.toString(), "--key", at("release.pub")
        },
        more);
  }

  CommandRun report(Path signed, Path model, String... more) {
    return with(
        new String[] {
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
          at("release.pub")
        },
        more);
  }

  static CommandRun with(String[] first, String... more) {
    List<String> arguments = new ArrayList<>(Arrays.asList(first));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  String at(String name) {
    return directory.resolve(name).toString();
  }
}
