package dev.sluice.fleet.day;

import dev.sluice.fleet.behaviour.DeviceRun;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.flags.RunningRollout;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.send.IngestClient;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.budget.Caps;
import dev.sluice.privacy.mechanism.Epsilon;
import dev.sluice.privacy.mechanism.Randomness;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.assignment.Cohort;
import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.report.ReportAssembler;
import dev.sluice.probe.report.ReportHeader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lives a fleet's days, one after the other. Not safe for use by several threads; each day is
 * shared out among the workers.
 */
public final class FleetDays {
  private final Population population;
  private final MetricRegistry registry;
  private final Epsilon epsilon;
  private final Supplier<Randomness> randomness;
  private final IngestClient ingest;
  private final Faults faults;
  private final Workers workers;
  private final ReleaseHistory releases;
  private final Map<String, RolloutMemory> memories = new HashMap<>();

  /**
   * A fleet that has not reported yet.
   *
   * @param randomness makes the source of all draws and noise; called once for a few thousand
   *     devices
   */
  public FleetDays(
      Population population,
      MetricRegistry registry,
      Epsilon epsilon,
      Supplier<Randomness> randomness,
      IngestClient ingest,
      Faults faults,
      Workers workers) {
    this.population = population;
    this.registry = registry;
    this.epsilon = epsilon;
    this.randomness = randomness;
    this.ingest = ingest;
    this.faults = faults;
    this.workers = workers;
    this.releases = new ReleaseHistory(population.devices(), Caps.DEFAULT);
  }

  /**
   * Lives one day of one rollout: every device that is in a cohort, online, within its budget and
   * has not answered for its version yet answers. Returns when all has been sent.
   *
   * @param day not before the day of an earlier call
   */
  public DayTally live(
      RunningRollout rollout, VersionBehaviour control, VersionBehaviour candidate, LocalDate day)
      throws InterruptedException {
    RolloutMemory memory =
        memories.computeIfAbsent(rollout.id(), id -> new RolloutMemory(population, id));
    Questions questions =
        rollout.paired() ? paired(control, candidate, day) : twoArms(control, candidate, day);
    List<DayTally> chunks =
        workers.overChunks(
            population.devices(),
            (from, to) -> new Chunk(memory, rollout.stagePercent(), questions, day).live(from, to));
    return chunks.stream().reduce(DayTally.NOTHING, DayTally::plus);
  }

  /** One header for each device class, by its index. */
  private List<ReportHeader> headers(VersionBehaviour version, LocalDate day) {
    return population.classes().stream()
        .map(
            model ->
                new ReportHeader(version.model(), version.suites(), model.name(), day, epsilon))
        .toList();
  }

  /** What devices of a cohort are asked; empty if they are not. */
  private record Questions(Optional<Question> control, Optional<Question> candidate) {
    Optional<Question> of(Cohort cohort) {
      return switch (cohort) {
        case CANDIDATE -> candidate;
        case REPORTING_CONTROL -> control;
        case SILENT_CONTROL -> Optional.empty();
      };
    }
  }

  /**
   * One question.
   *
   * @param headers one for each device class, by its index
   * @param run what a device runs to answer it
   */
  private record Question(List<ReportHeader> headers, Run run) {}

  @FunctionalInterface
  private interface Run {
    Measurements on(int device, long occasion);
  }

  private Questions twoArms(VersionBehaviour control, VersionBehaviour candidate, LocalDate day) {
    return new Questions(Optional.of(alone(control, day)), Optional.of(alone(candidate, day)));
  }

  private Question alone(VersionBehaviour version, LocalDate day) {
    return new Question(
        headers(version, day),
        (device, occasion) -> new DeviceRun(population, device, occasion, version));
  }

  private Questions paired(VersionBehaviour control, VersionBehaviour candidate, LocalDate day) {
    return new Questions(
        Optional.empty(),
        Optional.of(
            new Question(
                headers(candidate, day).stream()
                    .map(header -> header.comparedWith(control.model()))
                    .toList(),
                (device, occasion) ->
                    DeviceRun.paired(population, device, occasion, candidate, control))));
  }

  /** The day of some consecutive devices, on one thread. */
  private final class Chunk {
    private final RolloutMemory memory;
    private final int stagePercent;
    private final Questions questions;
    private final int epochDay;
    private final ReportAssembler assembler = new ReportAssembler(registry, randomness.get());
    private final Outbox outbox;

    Chunk(RolloutMemory memory, int stagePercent, Questions questions, LocalDate day) {
      this.memory = memory;
      this.stagePercent = stagePercent;
      this.questions = questions;
      this.epochDay = Math.toIntExact(day.toEpochDay());
      this.outbox = new Outbox(ingest, faults, population.seeds(), epochDay);
    }

    DayTally live(int from, int to) throws InterruptedException {
      for (int device = from; device < to; device++) {
        if (population.everReports(device) && population.online(device, epochDay)) {
          answer(device);
        }
      }
      return outbox.finish();
    }

    private void answer(int device) throws InterruptedException {
      Cohort cohort = memory.cohort(device, stagePercent);
      Optional<Question> question = questions.of(cohort);
      if (question.isEmpty()
          || memory.hasAnswered(device, cohort)
          || !releases.allows(device, epochDay, epsilon)) {
        return;
      }
      ReportHeader header = question.get().headers().get(population.classIndex(device));
      // First the draw, then the run: what is reported never depends on what was found.
      Metric metric =
          assembler
              .draw(header)
              .orElseThrow(() -> new IllegalStateException("every metric has expired"));
      Measurements run = question.get().run().on(device, memory.occasion());
      if (ReportCycle.hasNoRun(metric, run)) {
        // Its draw stands, so that it will never say anything in this rollout.
        memory.answer(device, cohort);
        return;
      }
      byte[] report = assembler.assemble(metric, run.of(metric), header);
      memory.answer(device, cohort);
      releases.record(device, epochDay, epsilon);
      outbox.add(device, cohort, report);
    }
  }
}
