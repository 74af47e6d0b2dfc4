package dev.sluice.fleet.measured;

import dev.sluice.probe.engine.Engine;
import dev.sluice.probe.gguf.GgufInspection;
import dev.sluice.probe.gguf.GgufReader;
import dev.sluice.probe.gguf.ModelIdentity;
import dev.sluice.probe.run.Evaluation;
import dev.sluice.probe.run.RunListener;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.RunSettings;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteRunner;
import dev.sluice.probe.run.ThisMachine;
import dev.sluice.suites.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures model files with the real probe: every item of every suite, in rounds that alternate
 * between the files, so that what else the machine does falls on all of them.
 */
public final class ModelProbe {
  /** The second round tells how far the times of the first can be relied on. */
  private static final int ROUNDS = 2;

  private final Function<Path, Engine> engines;
  private final List<Suite> suites;

  /**
   * A probe.
   *
   * @param engines makes an engine for a file
   * @param suites what to ask, at least one suite
   */
  public ModelProbe(Function<Path, Engine> engines, List<Suite> suites) {
    this.engines = engines;
    this.suites = List.copyOf(suites);
  }

  /** Follows the measuring; called on the measuring thread. */
  public interface Listener {
    /** A round of one file begins; rounds count from 1. */
    void started(Path file, int round, int rounds);

    /** A round of one file has come to an end. */
    void finished(Path file, int round, int rounds, RunResult result);
  }

  /**
   * Says which model a file holds, without running it.
   *
   * @throws ProbeFailedException if it is no usable model file
   */
  public static ModelIdentity identify(Path file) throws ProbeFailedException {
    GgufInspection inspection = GgufReader.inspect(file);
    if (inspection instanceof GgufInspection.Unusable unusable) {
      throw new ProbeFailedException(file + ": " + unusable.message());
    }
    try {
      return ModelIdentity.of(file, ((GgufInspection.Sound) inspection).model());
    } catch (IOException e) {
      throw new ProbeFailedException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * Measures some files; the same path twice is measured once.
   *
   * @throws ProbeFailedException if one of them cannot be run at all
   */
  public Map<Path, MeasuredModel> measure(List<Path> files, Listener listener)
      throws ProbeFailedException {
    Map<Path, List<RunResult>> rounds = new LinkedHashMap<>();
    for (int round = 1; round <= ROUNDS; round++) {
      for (Path file : files.stream().distinct().toList()) {
        listener.started(file, round, ROUNDS);
        RunResult result = run(file);
        listener.finished(file, round, ROUNDS, result);
        rounds.computeIfAbsent(file, any -> new ArrayList<>()).add(result);
      }
    }
    Map<Path, MeasuredModel> measured = new LinkedHashMap<>();
    rounds.forEach((file, results) -> measured.put(file, MeasuredModel.of(suites, results)));
    return measured;
  }

  private RunResult run(Path file) throws ProbeFailedException {
    SuiteRunner runner =
        new SuiteRunner(engines.apply(file), RunSettings.standard(), new ThisMachine());
    Evaluation evaluation = runner.evaluate(identify(file), plans(), RunListener.silent());
    if (evaluation instanceof Evaluation.NotOpened notOpened) {
      throw new ProbeFailedException(file + ": " + notOpened.refusal().reason());
    }
    return ((Evaluation.Completed) evaluation).result();
  }

  private List<SuitePlan> plans() {
    return suites.stream().map(SuitePlan::whole).toList();
  }
}
