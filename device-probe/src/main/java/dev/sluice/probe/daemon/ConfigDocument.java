package dev.sluice.probe.daemon;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The daemon's file as it is written; what may be left out is null. */
record ConfigDocument(
    @Nullable String dataDir,
    @Nullable String gate,
    @Nullable String ingest,
    @Nullable String credentialFile,
    @Nullable Boolean tokens,
    @Nullable String tokenHost,
    @Nullable List<String> tokenKeys,
    @Nullable String deviceClass,
    @Nullable String suites,
    @Nullable Double epsilon,
    @Nullable String sendDelay,
    @Nullable Integer maxReports,
    @Nullable Double maxEpsilon,
    @Nullable Integer context,
    @Nullable Integer threads,
    @Nullable String cacheType,
    @Nullable String memoryLimit,
    @Nullable List<Model> models,
    @Nullable Schedule schedule) {

  record Model(
      @Nullable String name,
      @Nullable String version,
      @Nullable String file,
      @Nullable String sha256,
      @Nullable String server,
      @Nullable String serverModel,
      @Nullable String deployment,
      @Nullable String apiKeyFile) {}

  record Schedule(
      @Nullable Boolean onlyOnExternalPower,
      @Nullable Double leastBatteryPercent,
      @Nullable Boolean notInPowerSaver,
      @Nullable Double mostOtherLoad,
      @Nullable Boolean onlyUnmetered,
      @Nullable String network,
      @Nullable List<String> quietHours,
      @Nullable Double minutesPerDay,
      @Nullable Double joulesPerDay,
      @Nullable Double assumedWatts,
      @Nullable Map<String, String> unknown) {
    static final Schedule NOTHING =
        new Schedule(null, null, null, null, null, null, null, null, null, null, null);
  }
}
