package dev.sluice.probe.report;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.schemas.ComputeBackend;
import dev.sluice.schemas.DigestPrefix;
import dev.sluice.schemas.DigestPrefixes;
import dev.sluice.schemas.KeyValueCacheType;
import dev.sluice.schemas.ModelVersions;
import dev.sluice.schemas.Quantization;
import dev.sluice.schemas.ReportFormat;
import dev.sluice.schemas.ReportedModel;
import dev.sluice.suites.Suite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * As what a model, its engine and the suites go into a report. What has a closed list on the wire
 * is one of that list, and nothing that an engine or a file calls itself.
 */
public final class WireIdentity {
  private static final String NO_VERSION = "0.0.0";
  private static final String UNKNOWN = "unknown";

  private WireIdentity() {}

  /**
   * The version that goes into reports; what nobody stated is said to be unknown.
   *
   * @throws IllegalArgumentException if the digest of the model is not known: without it nobody
   *     could tell which model the report is about
   */
  public static ReportedModel of(ModelIdentity model, EngineBuild engine) {
    return new ReportedModel(
        WireName.of(model.name()),
        plain(version(model), ReportFormat.LONGEST_VERSION),
        DigestPrefixes.fromHex(digest(model)),
        model.quantization().map(ModelVersions::quantization).orElse(Quantization.UNKNOWN),
        ModelVersions.engine(words(engine)[0]),
        build(engine),
        engine
            .configuration()
            .cacheType()
            .map(type -> ModelVersions.cacheType(type.toString()))
            .orElse(KeyValueCacheType.UNKNOWN),
        backend(engine),
        context(engine.configuration().contextTokens()));
  }

  /**
   * What stands against reports about a model: a version that would have to be cut or changed, so
   * that two versions could become one. Policies and flags name versions letter by letter.
   */
  public static Optional<String> objection(ModelIdentity model) {
    String version = version(model);
    if (version.length() > ReportFormat.LONGEST_VERSION) {
      return Optional.of(
          "the version %s has %d characters; a report has room for %d"
              .formatted(version, version.length(), ReportFormat.LONGEST_VERSION));
    }
    return ReportFormat.isName(version, ReportFormat.LONGEST_VERSION)
        ? Optional.empty()
        : Optional.of(
            "the version '%s' must be letters, digits and .+-_, the first a letter or digit"
                .formatted(version));
  }

  private static String digest(ModelIdentity model) {
    return model
        .digest()
        .orElseThrow(() -> new IllegalArgumentException("a report needs the model's digest"));
  }

  /** What the engine calls itself, and behind it its build, if it says one. */
  private static String[] words(EngineBuild engine) {
    return engine.runtimeBuild().split(" ", 2);
  }

  private static String build(EngineBuild engine) {
    String[] words = words(engine);
    return words.length < 2
        ? ModelVersions.UNKNOWN_BUILD
        : plain(words[1].replace('+', '-'), ReportFormat.LONGEST_BUILD);
  }

  private static ComputeBackend backend(EngineBuild engine) {
    return engine.deployment() == Deployment.EDGE
        ? ComputeBackend.EDGE
        : ModelVersions.backend(engine.backend());
  }

  /**
   * Rounded up to a power of two: devices of one rollout share a few of those, while an exact
   * figure, like the number of threads, would split cells and tell devices apart.
   */
  private static int context(OptionalInt tokens) {
    return tokens.isEmpty()
        ? 0
        : Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(tokens.getAsInt() - 1));
  }

  /** The version of a model; 0.0.0 when nobody stated one. */
  public static String version(ModelIdentity model) {
    return model.version().orElse(NO_VERSION);
  }

  /** Digest of several suites: of their digests, in order, one a line. */
  public static DigestPrefix of(List<Suite> suites) {
    String digests =
        suites.stream().map(suite -> suite.digest().hex()).collect(Collectors.joining("\n"));
    return DigestPrefixes.of(digests.getBytes(StandardCharsets.UTF_8));
  }

  /** The wire has bounded names of few characters. */
  private static String plain(String text, int longest) {
    String allowed = WireName.plain(text);
    String whole = allowed.isEmpty() ? UNKNOWN : allowed;
    return whole.substring(0, Math.min(longest, whole.length()));
  }
}
