package dev.sluice.probe.releasing;

import dev.sluice.probe.eval.SuiteChoice;
import dev.sluice.probe.fit.ModelShape;
import dev.sluice.probe.fit.ShapeFinding;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufModel;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelDigest;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.release.DsseEnvelope;
import dev.sluice.probe.release.FallbackRelease;
import dev.sluice.probe.release.ManifestWriter;
import dev.sluice.probe.release.ReleaseId;
import dev.sluice.probe.release.ReleaseManifest;
import dev.sluice.probe.release.RemoteRoute;
import dev.sluice.probe.release.Requirements;
import dev.sluice.probe.release.SignedRelease;
import dev.sluice.probe.release.SuitePin;
import dev.sluice.probe.release.Validity;
import dev.sluice.probe.release.Variant;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a manifest for files that are here, to be completed by hand. */
@Command(
    name = "draft",
    description = {
      "Prints a manifest for model files: digests, sizes, dimensions.",
      "Complete it by hand (what is needed, what is allowed, the remote route), then sign it.",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the draft is on standard output",
      "1:a model file cannot be used, or the manifest would not be sound",
      "2:the command line is wrong",
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  probe release draft --name tiny --version 1.1.0 --sequence 2 --context 256 \\",
      "    --variant models/tiny-1.1.0-q8_0.gguf \\",
      "    --variant models/tiny-1.1.0-q4_0.gguf \\",
      "    --fallback-name tiny --fallback-version 1.0.0 \\",
      "    --fallback models/tiny-1.0.0-q8_0.gguf \\",
      "    --suite all --suite my-suite.yaml > manifest.json",
    })
final class DraftCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The release's name.")
  private String name;

  @Option(
      names = "--version",
      required = true,
      paramLabel = "VERSION",
      description = "Semantic version.")
  private String version;

  @Option(
      names = "--sequence",
      required = true,
      paramLabel = "N",
      description = "Greater than in any manifest that was published under the name.")
  private long sequence;

  @Option(
      names = "--variant",
      required = true,
      paramLabel = "FILE",
      description = "A GGUF file of the release; once for each.")
  private List<Path> variants;

  @Option(
      names = "--context",
      required = true,
      paramLabel = "TOKENS",
      description = "Context that the product runs it with.")
  private int context;

  @Option(
      names = "--days",
      defaultValue = "365",
      paramLabel = "N",
      description = "Days from today on which it is valid; default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--fallback-name",
      required = true,
      paramLabel = "NAME",
      description = "Name of the release to go back to.")
  private String fallbackName;

  @Option(
      names = "--fallback-version",
      required = true,
      paramLabel = "VERSION",
      description = "Its version.")
  private String fallbackVersion;

  @Option(
      names = "--fallback",
      required = true,
      paramLabel = "FILE",
      description = "Its GGUF file.")
  private Path fallback;

  @Option(
      names = "--suite",
      defaultValue = "all",
      paramLabel = "all|ID|template:ID|FILE.yaml",
      description =
          "A suite that the release is judged by, once for each; it is pinned by its digest."
              + " Default: ${DEFAULT-VALUE} of the bundled.")
  private List<String> suites;

  @Override
  public Integer call() {
    List<SuitePin> pins = pins();
    try {
      byte[] manifest = ManifestWriter.write(manifest(pins));
      SignedRelease.requireSound(new DsseEnvelope(manifest, List.of()));
      spec.commandLine().getOut().print(new String(manifest, StandardCharsets.UTF_8));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("probe: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private ReleaseManifest manifest(List<SuitePin> pins) throws IOException {
    LocalDate today = LocalDate.now(Clock.systemUTC());
    if (days < 1 || days > 36_500) {
      throw new IllegalArgumentException("--days must be between 1 and 36500, was " + days);
    }
    List<Variant> described = new ArrayList<>();
    for (Path file : variants) {
      described.add(variant(file));
    }
    requireModel(fallback);
    return new ReleaseManifest(
        new ReleaseId(name, version, sequence),
        new Validity(today, today.plusDays(days - 1L)),
        described,
        new Requirements(
            context,
            Optional.of(ThisDevice.runtime(LlamaEngine.PINNED_BUILD)),
            Set.of(),
            Set.of(),
            Map.of(),
            Set.of(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        Map.of(),
        new FallbackRelease(fallbackName, fallbackVersion, ModelDigest.sha256(fallback)),
        RemoteRoute.NONE,
        pins);
  }

  private List<SuitePin> pins() {
    List<SuitePin> pins = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Suite suite : suites.stream().flatMap(this::chosen).toList()) {
      if (!ids.add(suite.id())) {
        throw unusableSuite("suite '%s' is named twice".formatted(suite.id()));
      }
      pins.add(new SuitePin(suite.id(), suite.digest().hex()));
    }
    return pins;
  }

  private Stream<Suite> chosen(String name) {
    SuiteChoice choice = SuiteChoice.parse(name);
    if (choice instanceof SuiteChoice.Unknown unknown) {
      throw unusableSuite(unknown.message());
    }
    return ((SuiteChoice.Chosen) choice).suites().stream();
  }

  private ParameterException unusableSuite(String objection) {
    return new ParameterException(spec.commandLine(), "--suite: " + objection);
  }

  private static Variant variant(Path file) throws IOException {
    GgufModel model = requireModel(file);
    Path name = Objects.requireNonNull(file.getFileName(), "a file has a name");
    Optional<ModelShape> shape =
        ShapeFinding.of(model) instanceof ShapeFinding.Known known
            ? Optional.of(known.shape())
            : Optional.empty();
    return new Variant(
        name.toString(),
        ModelDigest.sha256(file),
        model.fileBytes(),
        model
            .quantization()
            .orElseThrow(
                () -> new IOException(file + ": its header does not state its quantization")),
        List.of(),
        Set.of(),
        shape);
  }

  private static GgufModel requireModel(Path file) throws IOException {
    GgufInspection inspection = GgufReader.inspect(file);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      throw new IOException(file + ": " + unusable.message());
    }
    return ((GgufInspection.Sound) inspection).model();
  }
}
