package dev.sluice.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a report says of a model by numbers, in the words that aggregates, tables and people have
 * for it. This is the one place where they are made, and where a device finds the number of a word.
 * Different models have different words.
 */
public final class ModelVersions {
  /** The build of an engine that does not say it. */
  public static final String UNKNOWN_BUILD = "unknown";

  private static final int KIBI = 10;

  private ModelVersions() {}

  /** The version that a report is about. */
  public static ModelVersion of(ReportedModel model) {
    return new ModelVersion(
        model.getName(),
        model.getVersion(),
        model.getGgufDigest(),
        word(model.getQuantization()),
        runtimeBuild(model),
        word(model.getBackend()) + context(model.getContext()));
  }

  /** What it was compared with: another version of the same model; empty if it was not. */
  public static Optional<Baseline> baselineOf(Report report) {
    return Optional.ofNullable(report.getBaseline())
        .map(
            compared ->
                new Baseline(
                    report.getModel().getName(), compared.getVersion(), compared.getGgufDigest()));
  }

  /** llama.cpp's name, or a word in lower case for what it has no name for. */
  public static String word(Quantization quantization) {
    return switch (quantization) {
      case UNKNOWN, OTHER -> lowerCase(quantization);
      default -> quantization.name();
    };
  }

  /** What an engine calls itself. */
  public static String word(InferenceEngine engine) {
    return engine == InferenceEngine.LLAMA_CPP ? "llama.cpp" : lowerCase(engine).replace('_', '-');
  }

  /** What computes, in lower case. */
  public static String word(ComputeBackend backend) {
    return lowerCase(backend);
  }

  /** The quantisation of that name; {@code OTHER} if the name is none of the list. */
  public static Quantization quantization(String word) {
    return Arrays.stream(Quantization.values())
        .filter(each -> word(each).equals(word))
        .findFirst()
        .orElse(Quantization.OTHER);
  }

  /** The engine that calls itself so; {@code OTHER} if it is none of the list. */
  public static InferenceEngine engine(String word) {
    return Arrays.stream(InferenceEngine.values())
        .filter(each -> word(each).equals(word))
        .findFirst()
        .orElse(InferenceEngine.OTHER);
  }

  /** What computes under that name; {@code OTHER} if it is none of the list. */
  public static ComputeBackend backend(String word) {
    return Arrays.stream(ComputeBackend.values())
        .filter(each -> word(each).equals(word))
        .findFirst()
        .orElse(ComputeBackend.OTHER);
  }

  /** The cache that llama.cpp calls so, such as {@code q8_0}; {@code OTHER} if there is none. */
  public static KeyValueCacheType cacheType(String word) {
    return Arrays.stream(KeyValueCacheType.values())
        .filter(each -> lowerCase(each).equals(word))
        .findFirst()
        .orElse(KeyValueCacheType.OTHER);
  }

  /** Build of the runtime, and behind it the type of an unusual cache: both change answers. */
  private static String runtimeBuild(ReportedModel model) {
    String build = model.getBuild();
    return word(model.getEngine())
        + (build.equals(UNKNOWN_BUILD) ? "" : "-" + build)
        + cache(model.getCacheType(), usualCache(model.getEngine()));
  }

  /** What need not be said: 16 bits where the probe decides, and where a server does, nothing. */
  private static KeyValueCacheType usualCache(InferenceEngine engine) {
    return engine == InferenceEngine.LLAMA_CPP ? KeyValueCacheType.F16 : KeyValueCacheType.UNKNOWN;
  }

  private static String cache(KeyValueCacheType type, KeyValueCacheType usual) {
    return type == usual ? "" : "+" + lowerCase(type).replaceFirst("_0$", "");
  }

  /** {@code 512}, {@code 2k}; nothing if it is not known. */
  private static String context(int logarithm) {
    if (logarithm == 0) {
      return "";
    }
    return logarithm < KIBI ? Integer.toString(1 << logarithm) : (1 << (logarithm - KIBI)) + "k";
  }

  private static String lowerCase(Enum<?> symbol) {
    return symbol.name().toLowerCase(Locale.ROOT);
  }
}
