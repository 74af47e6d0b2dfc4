package dev.sluice.probe.subject;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fitting.ByteSize;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.openai.ServerEngine;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The model that a command looks at; shared by all commands that run one. */
public final class SubjectOptions {
  private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-fA-F]{64})");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "GGUF model file to run. Beside --server: the file that the server has loaded, for its "
              + "digest.")
  private @Nullable Path model;

  @ArgGroup(exclusive = false)
  private @Nullable ServerOptions server;

  @Option(
      names = "--model-digest",
      paramLabel = "sha256:HEX",
      description = "Beside --server: SHA-256 of the model's file, where the file is not at hand.")
  private @Nullable String modelDigest;

  @Option(
      names = "--model-name",
      paramLabel = "NAME",
      description =
          "The model's name; default: from the file's name, such as NAME-1.2.0-q8_0.gguf.")
  private @Nullable String modelName;

  @Option(
      names = "--model-version",
      paramLabel = "VERSION",
      description = "The model's version; default: from the file's name, else from its header.")
  private @Nullable String modelVersion;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; default: all processors but one. More are slower.")
  private @Nullable Integer threads;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description =
          "Context size; default: the model's own, at most 2048. With --manifest a run has what "
              + "the release requires, and this is the most that it may have.")
  private @Nullable Integer context;

  @Option(
      names = "--cache-type",
      paramLabel = "f16|q8_0|q4_0",
      description =
          "How keys and values are kept; the smaller ones save memory and can change answers. "
              + "Default: f16.")
  private @Nullable String cacheType;

  @Option(
      names = "--memory-limit",
      paramLabel = "BYTES",
      description =
          "End the engine's process if it takes more memory, such as 2G (GiB), mapped weights "
              + "included; its item is then out of memory, and the next one is asked.")
  private @Nullable String memoryLimit;

  /**
   * The model and its engine; nothing is run for it, but a server is looked at.
   *
   * @throws UnusableSubjectException if file, server or key cannot be used
   */
  public Subject choose() throws UnusableSubjectException {
    return choose(UnaryOperator.identity());
  }

  /**
   * The same, for a run that has other settings than the options say.
   *
   * @param settings what an engine of our own gets in place of theirs
   */
  public Subject choose(UnaryOperator<EngineSettings> settings) throws UnusableSubjectException {
    if (server == null) {
      return ofFile(settings);
    }
    if (threads != null || context != null || cacheType != null || memoryLimit != null) {
      throw usage(
          "--threads, --context, --cache-type and --memory-limit are the server's own affair");
    }
    return served(server);
  }

  /** Settings of an engine of our own, as the options say them. */
  public EngineSettings engineSettings() {
    EngineSettings settings = EngineSettings.forThisMachine();
    settings = with("--threads", threads, settings, EngineSettings::withThreads);
    settings = with("--context", context, settings, EngineSettings::withContextTokens);
    settings = with("--memory-limit", memoryLimit, settings, this::limited);
    return cacheType == null ? settings : settings.withCacheType(cacheType(cacheType));
  }

  private EngineSettings limited(EngineSettings settings, String limit) {
    return settings.withMemoryLimitBytes(bytes(limit));
  }

  /** What the settings object to under a name of theirs, a user knows by the option's. */
  private <T> EngineSettings with(
      String option,
      @Nullable T value,
      EngineSettings settings,
      BiFunction<EngineSettings, T, EngineSettings> setting) {
    if (value == null) {
      return settings;
    }
    try {
      return setting.apply(settings, value);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()).replaceFirst("^[A-Za-z]+ ", option + " "));
    }
  }

  /** The model's file, if one was named. */
  public Optional<Path> file() {
    return Optional.ofNullable(model);
  }

  /** Whether the model is on a server. */
  public boolean isServed() {
    return server != null;
  }

  /** Another version of the model, under the name that the options give the model, if any. */
  public ModelIdentity named(ModelIdentity other) {
    return modelName == null ? other : other.labelled(modelName, other.version());
  }

  private Subject ofFile(UnaryOperator<EngineSettings> changed) throws UnusableSubjectException {
    if (model == null) {
      throw usage(
          "name a model: --model FILE, or --server URL ('probe doctor' looks for servers here)");
    }
    if (modelDigest != null) {
      throw usage("--model-digest is for --server; the digest of a file is computed");
    }
    EngineSettings settings = changed.apply(engineSettings());
    ModelIdentity identity = labelled(ModelFile.identify(model));
    return new Subject(model.toString(), identity, LlamaEngine.of(model, settings));
  }

  private Subject served(ServerOptions options) throws UnusableSubjectException {
    Optional<String> digest = Optional.ofNullable(modelDigest).map(this::digest);
    if (model != null && digest.isPresent()) {
      throw usage("--model and --model-digest exclude each other: the file's digest is computed");
    }
    ServerEngine engine;
    try {
      engine = options.connect();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    ModelIdentity identity =
        model == null
            ? new ModelIdentity(
                engine.facts().model(),
                Optional.empty(),
                Optional.empty(),
                digest,
                Optional.empty())
            : ModelFile.identify(model);
    return new Subject(options.server(), labelled(identity), engine);
  }

  private ModelIdentity labelled(ModelIdentity found) {
    return found.labelled(
        Optional.ofNullable(modelName).orElse(found.name()),
        Optional.ofNullable(modelVersion).or(found::version));
  }

  private String digest(String stated) {
    Matcher digest = DIGEST.matcher(stated);
    if (!digest.matches()) {
      throw usage("--model-digest must be sha256: and 64 hexadecimal digits, was " + stated);
    }
    return digest.group(1).toLowerCase(Locale.ROOT);
  }

  private long bytes(String text) {
    return ByteSize.parse(text)
        .orElseThrow(
            () -> usage("--memory-limit must be a number of bytes such as 2G, was " + text));
  }

  private CacheType cacheType(String name) {
    return CacheType.named(name)
        .orElseThrow(() -> usage("--cache-type must be f16, q8_0 or q4_0, was " + name));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
