package dev.sluice.probe.daemon;

import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.fit.CacheType;
import dev.sluice.probe.fitting.ByteSize;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of the daemon's file that says how models are run. */
final class EngineReader {
  private final ConfigReader reader;
  private final ConfigDocument document;

  EngineReader(ConfigReader reader, ConfigDocument document) {
    this.reader = reader;
    this.document = document;
  }

  /**
   * The settings.
   *
   * @param runsFiles whether the probe runs any model itself
   */
  EngineSettings settings(boolean runsFiles) throws ConfigException {
    requireOurs(runsFiles);
    EngineSettings settings = EngineSettings.forThisMachine();
    settings = with("context", document.context(), settings, EngineSettings::withContextTokens);
    settings = with("threads", document.threads(), settings, EngineSettings::withThreads);
    settings = with("cacheType", cacheType(), settings, EngineSettings::withCacheType);
    return with("memoryLimit", memoryLimit(), settings, EngineSettings::withMemoryLimitBytes);
  }

  private void requireOurs(boolean runsFiles) throws ConfigException {
    if (!runsFiles
        && Stream.of(document.context(), document.threads(), document.cacheType())
            .anyMatch(Objects::nonNull)) {
      throw reader.wrong(
          "context, threads, cacheType",
          "are a server's own affair, and all models are on servers");
    }
  }

  private @Nullable CacheType cacheType() throws ConfigException {
    return document.cacheType() == null
        ? null
        : CacheType.named(document.cacheType())
            .orElseThrow(
                () ->
                    reader.wrong(
                        "cacheType", "must be f16, q8_0 or q4_0, was " + document.cacheType()));
  }

  private @Nullable Long memoryLimit() throws ConfigException {
    return document.memoryLimit() == null
        ? null
        : ByteSize.parse(document.memoryLimit())
            .orElseThrow(() -> reader.wrong("memoryLimit", "must be a number of bytes such as 2G"));
  }

  /** What the settings object to under a name of theirs, the owner knows by the key. */
  private <T> EngineSettings with(
      String key,
      @Nullable T value,
      EngineSettings settings,
      BiFunction<EngineSettings, T, EngineSettings> setting)
      throws ConfigException {
    if (value == null) {
      return settings;
    }
    try {
      return setting.apply(settings, value);
    } catch (IllegalArgumentException e) {
      throw reader.wrong(key, String.valueOf(e.getMessage()).replaceFirst("^[A-Za-z]+ ", ""));
    }
  }
}
