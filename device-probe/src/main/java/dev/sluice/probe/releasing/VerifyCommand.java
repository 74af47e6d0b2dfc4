package dev.sluice.probe.releasing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.release.AcceptedReleases.Acceptance;
import dev.sluice.probe.release.ManifestWriter;
import dev.sluice.probe.release.Variant;
import dev.sluice.probe.release.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a signed manifest, and a model file, are what a publisher signed. */
@Command(
    name = "verify",
    description =
        "Checks a signed manifest, prints what it says, and holds a model file against it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a trusted key signed it, it is no step back, and the model is one of its files",
      "1:it is not to be used, or a file cannot be read",
      "2:the command line is wrong",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  probe release verify --manifest notes.release --key release.pub --json",
      "  probe release verify --manifest notes.release --key release.pub \\",
      "    --model notes-q8_0.gguf",
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TrustOptions trust;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A model file, which must be one of the release's by its SHA-256.")
  private @Nullable Path model;

  @Option(names = "--json", description = "Print it as JSON on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      Verification.Trusted trusted = trust.read();
      Optional<Acceptance> acceptance = trust.consider(trusted);
      if (acceptance.isPresent() && acceptance.get() instanceof Acceptance.Refused refused) {
        throw new IOException("it is a step back: " + refused.reason());
      }
      Optional<Variant> variant = variant(trusted);
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? asJson(trusted, variant) : asText(trusted, variant));
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      spec.commandLine().getErr().println("probe: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private Optional<Variant> variant(Verification.Trusted trusted) throws IOException {
    if (model == null) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(model)) {
      throw new IOException(model + ": there is no such file");
    }
    String digest = ModelDigest.sha256(model);
    return Optional.of(
        trusted
            .manifest()
            .variant(digest)
            .orElseThrow(
                () ->
                    new IOException(
                        "%s: its SHA-256 is %s, which is none of the files of %s"
                            .formatted(model, digest, trusted.manifest().release()))));
  }

  private static String asJson(Verification.Trusted trusted, Optional<Variant> variant) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode keys = root.putArray("signedBy");
    trusted.signedBy().forEach(keys::add);
    root.put("payloadSha256", trusted.payloadDigest());
    root.put("model", variant.map(Variant::file).orElse(null));
    root.set("manifest", ManifestWriter.json(trusted.manifest()));
    return root.toPrettyString();
  }

  private static String asText(Verification.Trusted trusted, Optional<Variant> variant) {
    return String.join(
        "\n",
        List.of(
            ManifestText.render(trusted.manifest()),
            "Signed by " + String.join(", ", trusted.signedBy()) + ".",
            variant
                .map(one -> "The model is %s, %s.".formatted(one.file(), one.quantization()))
                .orElse("No model file was looked at (--model).")));
  }
}
