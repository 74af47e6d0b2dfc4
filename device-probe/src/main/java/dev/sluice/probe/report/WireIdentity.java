package dev.sluice.probe.report;

import dev.sluice.probe.engine.Deployment;
import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.schemas.Digest;
import dev.sluice.schemas.Digests;
import dev.sluice.schemas.ModelVersion;
import dev.sluice.suites.Suite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The names under which a model, its engine and the suites go into a report. */
public final class WireIdentity {
  private static final String UNKNOWN = "unknown";
  private static final String NO_VERSION = "0.0.0";
  private static final int LONGEST_BUILD = 20;
  private static final int LONGEST_BACKEND = 8;

  private WireIdentity() {}

  /**
   * The version that goes into reports; what nobody stated is said to be unknown.
   *
   * @throws IllegalArgumentException if the digest of the model is not known: without it nobody
   *     could tell which model the report is about
   */
  public static ModelVersion of(ModelIdentity model, EngineBuild engine) {
    return new ModelVersion(
        plain(model.name(), 24),
        plain(version(model), 16),
        Digests.fromHex(digest(model)),
        plain(model.quantization().orElse(UNKNOWN), 12),
        build(engine),
        backend(engine));
  }

  private static String digest(ModelIdentity model) {
    return model
        .digest()
        .orElseThrow(() -> new IllegalArgumentException("a report needs the model's digest"));
  }

  /** Build of the runtime, and behind it the type of a quantised cache: both change answers. */
  private static String build(EngineBuild engine) {
    String cache =
        engine
            .configuration()
            .cacheType()
            .filter(CacheType::isQuantized)
            .map(type -> "+" + type.toString().replace("_0", ""))
            .orElse("");
    return plain(engine.runtimeBuild(), LONGEST_BUILD - cache.length()) + cache;
  }

  /**
   * What computes, and for which context: {@code cpu2k} for up to 2,048 tokens. Contexts are
   * rounded up to a power of two: devices of one rollout share a few of those, while an exact
   * figure, like the number of threads, would split cells and tell devices apart.
   */
  private static String backend(EngineBuild engine) {
    String context =
        engine.configuration().contextTokens().stream()
            .mapToObj(WireIdentity::roundedUp)
            .findFirst()
            .orElse("");
    String computes =
        engine.deployment() == Deployment.EDGE ? Deployment.EDGE.wireName() : engine.backend();
    return plain(computes, LONGEST_BACKEND - context.length()) + context;
  }

  private static String roundedUp(int tokens) {
    int power = 32 - Integer.numberOfLeadingZeros(Math.max(1, tokens) - 1);
    return power < 10 ? Integer.toString(1 << power) : (1 << (power - 10)) + "k";
  }

  /** The version of a model; 0.0.0 when nobody stated one. */
  public static String version(ModelIdentity model) {
    return model.version().orElse(NO_VERSION);
  }

  /** Digest of several suites: of their digests, in order, one a line. */
  public static Digest of(List<Suite> suites) {
    String digests =
        suites.stream().map(suite -> suite.digest().hex()).collect(Collectors.joining("\n"));
    return Digests.of(digests.getBytes(StandardCharsets.UTF_8));
  }

  /** The wire has bounded names of few characters. */
  private static String plain(String text, int longest) {
    String allowed = text.replaceAll("[^A-Za-z0-9._+-]+", "-").replaceFirst("^[._+-]+", "");
    String whole = allowed.isEmpty() ? UNKNOWN : allowed;
    return whole.substring(0, Math.min(longest, whole.length()));
  }
}
