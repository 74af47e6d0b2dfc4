package dev.sluice.probe.agent;

import dev.sluice.privacy.budget.SpendingDecision;
import dev.sluice.privacy.mechanism.Measurement;
import dev.sluice.privacy.registry.MetricRegistry;
import dev.sluice.probe.assignment.LocalSeed;
import dev.sluice.probe.cycle.ReportCycle;
import dev.sluice.probe.flags.Assignment;
import dev.sluice.probe.flags.Flag;
import dev.sluice.probe.flags.FlagFile;
import dev.sluice.probe.flags.ModelName;
import dev.sluice.probe.flags.Variant;
import dev.sluice.probe.ledger.LedgerState;
import dev.sluice.probe.measure.EligibilityCategory;
import dev.sluice.probe.report.ReportHeader;
import dev.sluice.probe.report.WireIdentity;
import dev.sluice.probe.run.SuitePlan;
import dev.sluice.probe.schedule.WaitReason;
import dev.sluice.suites.Suite;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds out what the flags ask of this device, and whether it can be done. */
final class TaskFinder {
  private final AgentSettings settings;
  private final ModelShelf shelf;
  private final ModelEngines engines;
  private final Admission admission;
  private final MetricRegistry registry;
  private final LocalSeed seed;

  TaskFinder(
      AgentSettings settings,
      ModelShelf shelf,
      ModelEngines engines,
      Admission admission,
      MetricRegistry registry,
      LocalSeed seed) {
    this.settings = settings;
    this.shelf = shelf;
    this.engines = engines;
    this.admission = admission;
    this.registry = registry;
    this.seed = seed;
  }

  /**
   * What holds in one look.
   *
   * @param takesPart whether the device reports at all
   * @param mayUseNetwork whether another machine may be asked
   * @param today in UTC
   */
  record Now(boolean takesPart, boolean mayUseNetwork, LedgerState ledger, LocalDate today) {}

  /**
   * Looks through the flags in their order.
   *
   * @param now what holds in this look
   */
  Tasks find(FlagFile flags, Now now) {
    List<Tasks.Standing> standings = new ArrayList<>();
    Set<WaitReason> reasons = EnumSet.noneOf(WaitReason.class);
    Optional<ReportTask> next = Optional.empty();
    for (Flag flag : flags.flags()) {
      Assignment place = Assignment.of(flag, seed.bytes(), now.takesPart());
      Finding finding = find(flag, place.variant(), now);
      finding.waits().ifPresent(reasons::add);
      next = next.isPresent() ? next : finding.task();
      standings.add(
          new Tasks.Standing(
              flag.model(),
              flag.rollout(),
              place.part(),
              place.variant().model().version(),
              finding.waits()));
    }
    if (standings.isEmpty()) {
      return Tasks.none();
    }
    // That nothing is asked for one model says nothing when something is for another.
    if (reasons.size() > 1) {
      reasons.remove(WaitReason.NOTHING_TO_DO);
    }
    return new Tasks(standings, next, next.isPresent() ? Set.of() : reasons);
  }

  private record Finding(Optional<ReportTask> task, Optional<WaitReason> waits) {
    static Finding waits(WaitReason reason) {
      return new Finding(Optional.empty(), Optional.of(reason));
    }
  }

  private Finding find(Flag flag, Variant variant, Now now) {
    if (!variant.reports()) {
      return Finding.waits(WaitReason.NOTHING_TO_DO);
    }
    if (!now.takesPart()) {
      return Finding.waits(WaitReason.CONSENT);
    }
    Optional<ModelShelf.Shelved> candidate = shelf.find(variant.model());
    Optional<ModelName> other = variant.comparedWith();
    Optional<ModelShelf.Shelved> baseline = other.flatMap(shelf::find);
    if (candidate.isEmpty() || (other.isPresent() && baseline.isEmpty())) {
      return Finding.waits(WaitReason.MODEL_MISSING);
    }
    Optional<Measurement.Category> eligibility = eligibility(candidate.get(), now.today());
    if (eligibility.isEmpty()
        || baseline
            .filter(model -> isInTheWay(model, eligibility.get(), now.today()))
            .isPresent()) {
      return Finding.waits(WaitReason.NOT_RELEASED);
    }
    ModelEngines.Look look = engines.look(candidate.get(), baseline, now.mayUseNetwork());
    return look instanceof ModelEngines.Look.Found found
        ? asked(task(flag, found, now, eligibility.get()), now)
        : Finding.waits(((ModelEngines.Look.Waits) look).reason());
  }

  /** Whether the ledger still has room for what a task asks. */
  private Finding asked(ReportTask task, Now now) {
    SpendingDecision decision = now.ledger().request(task.cell(), settings.epsilon(), now.today());
    if (decision instanceof SpendingDecision.Granted) {
      return isSilent(task, now.ledger())
          ? Finding.waits(WaitReason.NOT_ELIGIBLE)
          : new Finding(Optional.of(task), Optional.empty());
    }
    return Finding.waits(
        decision instanceof SpendingDecision.AlreadyReleased
            ? WaitReason.ALREADY_ANSWERED
            : WaitReason.OUT_OF_PRIVACY_BUDGET);
  }

  /** What the device is counted as; empty if nobody asks it about the model. */
  private Optional<Measurement.Category> eligibility(ModelShelf.Shelved model, LocalDate today) {
    Admission.Word word = admission.about(model.model(), today);
    if (word instanceof Admission.Word.NotEligible not) {
      return Optional.of(not.category());
    }
    return word instanceof Admission.Word.Admitted
        ? Optional.of(EligibilityCategory.ELIGIBLE)
        : Optional.empty();
  }

  /** Where the candidate is not run, neither is the baseline, and its needs do not matter. */
  private boolean isInTheWay(
      ModelShelf.Shelved baseline, Measurement.Category candidate, LocalDate today) {
    Admission.Word word = admission.about(baseline.model(), today);
    return word instanceof Admission.Word.Barred
        || (word instanceof Admission.Word.NotEligible
            && candidate.equals(EligibilityCategory.ELIGIBLE));
  }

  /** Whether the metric was drawn, takes a run, and none is allowed: the draw stands. */
  private boolean isSilent(ReportTask task, LedgerState ledger) {
    return !task.eligible()
        && ledger
            .drawnMetric(task.cell())
            .flatMap(registry::metric)
            .filter(metric -> !metric.quantity().isEligibility())
            .isPresent();
  }

  private ReportTask task(
      Flag flag, ModelEngines.Look.Found models, Now now, Measurement.Category eligibility) {
    ReportHeader alone =
        new ReportHeader(
            models.candidate().reported(),
            WireIdentity.of(settings.suites()),
            settings.deviceClass(),
            now.today(),
            settings.epsilon());
    ReportHeader header =
        models.baseline().map(other -> alone.comparedWith(other.reported())).orElse(alone);
    String cell = ReportCycle.cell(flag.rollout(), header.model());
    return new ReportTask(
        flag.rollout(),
        cell,
        header,
        models.candidate(),
        models.baseline(),
        plans(cell),
        eligibility);
  }

  /** Drawn from the seed: a run that goes on, or begins anew, asks the same items. */
  private List<SuitePlan> plans(String cell) {
    List<SuitePlan> plans = new ArrayList<>();
    for (Suite suite : settings.suites()) {
      String purpose = "items of " + suite.digest().hex() + " for " + cell;
      plans.add(SuitePlan.drawn(suite, seed.drawsFor(purpose)));
    }
    return plans;
  }
}
