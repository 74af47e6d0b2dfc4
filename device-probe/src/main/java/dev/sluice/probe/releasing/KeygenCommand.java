package dev.sluice.probe.releasing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key pair. */
@Command(
    name = "keygen",
    description =
        "Makes an Ed25519 key pair: NAME.key to keep secret, NAME.pub to ship with devices.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:both files are there",
      "1:one of them exists already, or cannot be written",
      "2:the command line is wrong",
    },
    footerHeading = "%n",
    footer = {
      "The private key (PKCS #8, PEM) can be read by its owner alone and is not",
      "encrypted: keep it where releases are signed and nowhere else. openssl reads",
      "both files.",
    })
final class KeygenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NAME",
      description = "Path of the files, without .key and .pub.")
  private Path out;

  @Override
  public Integer call() {
    Path secret = Path.of(out + ".key");
    Path shipped = Path.of(out + ".pub");
    SigningKey key = SigningKey.generate(new SecureRandom());
    try {
      if (Files.exists(shipped)) {
        throw new IOException(shipped + ": it exists already, and is not written over");
      }
      NewFile.write(secret, key.toPem(), true);
      NewFile.write(shipped, key.publicKey().toPem().getBytes(StandardCharsets.US_ASCII), false);
    } catch (IOException e) {
      spec.commandLine().getErr().println("probe: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    spec.commandLine().getOut().println(key.publicKey().id());
    spec.commandLine().getErr().println("probe: wrote " + secret + " and " + shipped);
    return ExitCode.OK;
  }
}
