package dev.sluice.standalone.demo;

import dev.sluice.fleet.ProbeNarration;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.measured.Calibration;
import dev.sluice.fleet.measured.MeasuredModel;
import dev.sluice.fleet.measured.ModelProbe;
import dev.sluice.fleet.measured.ProbeFailedException;
import dev.sluice.fleet.population.FleetPlan;
import dev.sluice.privacy.registry.Design;
import dev.sluice.probe.engine.EngineSettings;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.llama.LlamaEngine;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.suites.Suite;
import dev.sluice.suites.loading.BundledSuites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Has real probes measure the files, and makes of them what can be compared. */
final class Measuring {
  private final Narrator narrator;
  private final List<Suite> suites = BundledSuites.all();

  Measuring(Narrator narrator) {
    this.narrator = narrator;
  }

  /**
   * One comparison a pair, in order. Files of one content are measured once: they are one model.
   *
   * @throws ProbeFailedException if a file is no model, or cannot be run
   */
  List<Comparison> measure(List<ModelPair> pairs, Design design) throws ProbeFailedException {
    // All are looked at before one is run, so that a wrong path is told at once.
    Map<String, Path> files = new LinkedHashMap<>();
    List<Contestants> contestants = new ArrayList<>();
    for (ModelPair pair : pairs) {
      contestants.add(
          Contestants.of(identify(pair.control(), files), identify(pair.candidate(), files)));
    }
    Map<String, MeasuredModel> measured = measureFiles(List.copyOf(files.values()));
    Calibration calibration = new Calibration(List.copyOf(measured.values()));
    sayHowSlow(calibration);
    return contestants.stream()
        .map(
            pair ->
                Comparison.of(
                    behaviour(calibration, measured, pair.control()),
                    behaviour(calibration, measured, pair.candidate()),
                    design))
        .toList();
  }

  private static ModelIdentity identify(Path file, Map<String, Path> files)
      throws ProbeFailedException {
    ModelIdentity identity = ModelProbe.identify(file);
    files.putIfAbsent(digest(identity), file);
    return identity;
  }

  private static String digest(ModelIdentity identity) {
    return identity.digest().orElseThrow(() -> new IllegalStateException("every file has one"));
  }

  private Map<String, MeasuredModel> measureFiles(List<Path> files) throws ProbeFailedException {
    ModelProbe probe =
        new ModelProbe(file -> LlamaEngine.of(file, EngineSettings.forThisMachine()), suites);
    Map<String, MeasuredModel> byDigest = new LinkedHashMap<>();
    probe
        .measure(files, new ProbeNarration(line -> narrator.say("%s", line)))
        .values()
        .forEach(model -> byDigest.put(digest(model.identity()), model));
    return byDigest;
  }

  private VersionBehaviour behaviour(
      Calibration calibration, Map<String, MeasuredModel> measured, ModelIdentity name) {
    MeasuredModel model = measured.get(digest(name));
    if (model == null) {
      throw new IllegalStateException("not measured: " + name.name());
    }
    return calibration.behaviour(
        model, WireIdentity.of(name, model.engine()), WireIdentity.of(suites));
  }

  /** The fleet's latencies are simulated; this is by how much. */
  private void sayHowSlow(Calibration calibration) {
    String factors =
        FleetPlan.DEFAULT_CLASSES.stream()
            .flatMap(
                each ->
                    calibration.slowdown(each).stream()
                        .mapToObj(factor -> "%s x%.0f".formatted(each.name(), factor)))
            .collect(Collectors.joining(", "));
    if (!factors.isEmpty()) {
      narrator.say("simulated devices take longer to a first token than this machine: %s", factors);
    }
  }
}
