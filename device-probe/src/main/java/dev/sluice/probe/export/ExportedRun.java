package dev.sluice.probe.export;

import dev.sluice.probe.engine.EngineBuild;
import dev.sluice.probe.run.ItemResult;
import dev.sluice.probe.run.RunResult;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.run.SuiteResult;
import dev.sluice.suites.Suite;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A run and what else an export tells of it.
 *
 * @param plans what was asked, in the order of the result's suites
 * @param modelBytes size of the model's file; absent when it is not on this machine
 * @param limit the most items that were to be asked of a suite; absent when all were
 * @param day UTC day of the run: exports are passed on, so they tell no time
 * @param answers whether the person wants answers, and explanations that quote them
 */
public record ExportedRun(
    RunResult result,
    List<SuitePlan> plans,
    OptionalLong modelBytes,
    OptionalInt limit,
    LocalDate day,
    boolean answers) {

  public ExportedRun {
    plans = List.copyOf(plans);
    if (plans.size() != result.suites().size()) {
      throw new IllegalArgumentException("plans must be one for each suite of the result");
    }
  }

  /** A suite that was asked, and what came of it. */
  record AskedSuite(Suite suite, SuiteResult result) {}

  Stream<AskedSuite> suites() {
    return Stream.iterate(0, position -> position + 1)
        .limit(plans.size())
        .map(i -> new AskedSuite(plans.get(i).suite(), result.suites().get(i)));
  }

  /** The items that tell something about the model: none of a suite whose harness is invalid. */
  Stream<ItemResult> believableItems() {
    return result.suites().stream()
        .filter(suite -> suite.harness().valid())
        .flatMap(suite -> suite.items().stream());
  }

  /** Name and version, such as {@code tiny 1.1.0}. */
  String modelLabel() {
    return result.model().name() + result.model().version().map(v -> " " + v).orElse("");
  }

  /** The file's name; for a model that is on a server, the model's. */
  String modelFile() {
    return result.model().file().orElse(result.model().name());
  }

  /** As {@code sha256:} and the digest. */
  Optional<String> modelDigest() {
    return result.model().digest().map(digest -> "sha256:" + digest);
  }

  EngineBuild engine() {
    return result.engine().build();
  }

  /** Midnight of the day, as ISO 8601 with the zone. */
  String midnight() {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().toString();
  }
}
