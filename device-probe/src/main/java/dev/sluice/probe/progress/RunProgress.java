package dev.sluice.probe.progress;

import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.probe.run.Continuation;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.probe.storage.DurableFiles;
import dev.sluice.suites.Item;
import dev.sluice.suites.Question;
import dev.sluice.suites.harness.HarnessVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The parts of one run, as its key tells it from others. What was kept is on the device; what a
 * model wrote is not among it, only a digest that says which answers were alike.
 *
 * <p>A disk that fails costs the progress and not the run.
 */
public final class RunProgress implements Continuation {
  private final ProgressKey key;
  private final StopRule stop;
  private final Map<String, Map<String, ItemResult>> results = new HashMap<>();
  private final Map<String, HarnessVerdict> finished = new HashMap<>();
  private final Map<String, Measurement> measured = new HashMap<>();
  private Optional<ProgressFile> file = Optional.empty();
  private int kept;

  private RunProgress(ProgressKey key, StopRule stop) {
    this.key = key;
    this.stop = stop;
  }

  /** When a run has to stop. */
  public interface StopRule {

    /**
     * Whether it must stop now.
     *
     * @param keptResults how many results this part has kept: one that stops before the first would
     *     stop there the next time too
     */
    boolean mustStop(int keptResults);

    /** Whether an engine that has just died was killed by the end of this very program. */
    boolean endsWithThisProgram();
  }

  /**
   * Opens the progress of a run.
   *
   * @param plans those of the key
   */
  public static RunProgress open(
      DurableFiles files, ProgressKey key, List<SuitePlan> plans, StopRule stop) {
    RunProgress progress = new RunProgress(key, stop);
    try {
      ProgressFile.Opened opened = ProgressFile.open(files, key);
      if (progress.takes(opened.lines(), plans)) {
        progress.file = Optional.of(opened.file());
      } else {
        opened.file().delete();
        progress.forget();
        progress.file = Optional.of(ProgressFile.open(files, key).file());
      }
    } catch (IOException withoutADisk) {
      progress.forget();
      progress.file = Optional.empty();
    }
    return progress;
  }

  /** Deletes the progress of all other runs. */
  public static void keepOnly(DurableFiles files, Set<ProgressKey> keys) throws IOException {
    ProgressFile.keepOnly(files, keys);
  }

  /** What the run came to, if it had ended before the report was made. */
  public Optional<Measurement> measured(String metric) {
    return Optional.ofNullable(measured.get(metric));
  }

  /** Keeps what the run came to. */
  public void keepMeasured(String metric, Measurement measurement) {
    measured.put(metric, measurement);
    append(new ProgressEntry.Measured(metric, measurement));
  }

  @Override
  public Optional<SuiteResult> finished(SuitePlan plan) {
    return Optional.ofNullable(finished.get(plan.suite().id()))
        .map(
            verdict ->
                new SuiteResult(
                    plan.suite().id(),
                    plan.suite().version(),
                    plan.suite().digest(),
                    kept(plan, plan.items()),
                    kept(plan, plan.suite().controls()),
                    verdict));
  }

  @Override
  public Optional<ItemResult> earlier(SuitePlan plan, Item item) {
    return Optional.ofNullable(of(plan).get(item.id()));
  }

  @Override
  public ItemResult keep(SuitePlan plan, ItemResult result) {
    ItemResult without = withoutTexts(result);
    if (without.answer().isEmpty() && stop.endsWithThisProgram()) {
      return without;
    }
    of(plan).put(result.id(), without);
    append(new ProgressEntry.Result(plan.suite().id(), without));
    kept++;
    return without;
  }

  private ItemResult withoutTexts(ItemResult result) {
    return new ItemResult(
        result.id(),
        result.outcome(),
        result.answer().map(key::standIn),
        result.score(),
        "",
        result.timings(),
        result.breaksGate(),
        result.attempts().stream().map(this::withoutTexts).toList());
  }

  @Override
  public void keep(SuitePlan plan, SuiteResult result) {
    if (of(plan).keySet().containsAll(ids(plan))) {
      finished.put(plan.suite().id(), result.harness());
      append(new ProgressEntry.Finished(plan.suite().id(), result.harness()));
    }
  }

  @Override
  public boolean mustStop() {
    return stop.mustStop(kept);
  }

  private Map<String, ItemResult> of(SuitePlan plan) {
    return results.computeIfAbsent(plan.suite().id(), absent -> new HashMap<>());
  }

  private List<ItemResult> kept(SuitePlan plan, List<? extends Question> questions) {
    List<ItemResult> all = new ArrayList<>();
    questions.forEach(
        question -> Optional.ofNullable(of(plan).get(question.id())).ifPresent(all::add));
    return all;
  }

  private static Set<String> ids(SuitePlan plan) {
    Set<String> ids = new HashSet<>();
    Stream.concat(plan.items().stream(), plan.suite().controls().stream())
        .forEach(question -> ids.add(question.id()));
    return ids;
  }

  /** False if a line cannot have been written for these plans. */
  private boolean takes(List<String> lines, List<SuitePlan> plans) {
    Map<String, Set<String>> known = new HashMap<>();
    plans.forEach(plan -> known.put(plan.suite().id(), ids(plan)));
    return lines.stream()
        .allMatch(
            line -> ProgressEntry.parse(line).filter(entry -> takes(entry, known)).isPresent());
  }

  private boolean takes(ProgressEntry entry, Map<String, Set<String>> known) {
    if (entry instanceof ProgressEntry.Result line) {
      String id = line.result().id();
      results.computeIfAbsent(line.suite(), absent -> new HashMap<>()).put(id, line.result());
      return known.getOrDefault(line.suite(), Set.of()).contains(id);
    }
    if (entry instanceof ProgressEntry.Finished line) {
      finished.put(line.suite(), line.verdict());
      return results
          .getOrDefault(line.suite(), Map.of())
          .keySet()
          .equals(known.getOrDefault(line.suite(), Set.of("")));
    }
    ProgressEntry.Measured line = (ProgressEntry.Measured) entry;
    measured.put(line.metric(), line.measurement());
    return true;
  }

  private void forget() {
    results.clear();
    finished.clear();
    measured.clear();
  }

  private void append(ProgressEntry entry) {
    try {
      if (file.isPresent()) {
        file.get().append(entry.line());
      }
    } catch (IOException diskFails) {
      file = Optional.empty();
    }
  }
}
