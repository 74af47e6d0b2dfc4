package dev.sluice.probe.releasing;

import dev.sluice.probe.release.DsseEnvelope;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.release.SignedRelease;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs a manifest, or adds a signature to a signed one. */
@Command(
    name = "sign",
    description = "Signs a manifest, once it has been found sound.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the signed manifest is there",
      "1:the manifest is not sound, the key is none, or the file exists already",
      "2:the command line is wrong",
    },
    footerHeading = "%n",
    footer = {
      "The exact bytes of the file are signed, in a DSSE envelope. While devices",
      "change from one key to the next, sign with both: a device needs one signature",
      "that it trusts.",
      "",
      "Examples:",
      "  probe release sign --manifest manifest.json --key release.key \\",
      "    --out notes.release",
      "  probe release sign --signed notes.release --key next.key \\",
      "    --out notes-both.release",
    })
final class SignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private @Nullable Source source;

  /** What is signed. */
  static final class Source {
    @Option(names = "--manifest", paramLabel = "FILE", description = "The manifest, JSON.")
    private @Nullable Path manifest;

    @Option(
        names = "--signed",
        paramLabel = "FILE",
        description = "A signed manifest, to get one more signature.")
    private @Nullable Path signed;
  }

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private key (.key).")
  private Path keyFile;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The signed manifest; must not exist yet.")
  private Path out;

  @Override
  public Integer call() {
    try {
      SigningKey key = SigningKey.read(keyFile);
      DsseEnvelope envelope = envelope();
      ReleaseManifest manifest = SignedRelease.requireSound(envelope);
      DsseEnvelope signed =
          envelope.signed(key.publicKey().id(), key.sign(envelope.preAuthenticationEncoding()));
      NewFile.write(out, signed.toJson(), false);
      say(
          "signed %s, sequence %d, with %s"
              .formatted(manifest.release(), manifest.release().sequence(), key.publicKey().id()));
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      say(String.valueOf(e.getMessage()));
      return ExitCode.SOFTWARE;
    }
  }

  private DsseEnvelope envelope() throws IOException {
    Source given = Objects.requireNonNull(source, "the command line was checked");
    if (given.manifest != null) {
      return new DsseEnvelope(BoundedFile.read(given.manifest, DsseEnvelope.MAX_BYTES), List.of());
    }
    Path file = Objects.requireNonNull(given.signed, "one of both is given");
    try {
      return SignedRelease.parse(BoundedFile.read(file, DsseEnvelope.MAX_BYTES));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println("probe: " + line);
  }
}
