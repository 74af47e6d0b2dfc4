package dev.sluice.probe.agent;

import dev.sluice.probe.engine.ModelSession;
import dev.sluice.probe.engine.Opening;
import dev.sluice.probe.run.NeededCapabilities;
import dev.sluice.probe.schedule.WaitReason;
import dev.sluice.suites.Suite;
import java.util.List;
import java.util.Optional;

/**
 * Whether a model's engine can be had, as far as that is nobody's failure. An engine of the probe's
 * own always can; a server may be off, at work for others, or no good for this, and all of that is
 * found out before a report is begun.
 */
final class ModelEngines {
  private final Engines engines;
  private final ServerPatience patience;
  private final List<Suite> suites;

  ModelEngines(Engines engines, ServerPatience patience, List<Suite> suites) {
    this.engines = engines;
    this.patience = patience;
    this.suites = suites;
  }

  /** What came of a look for engines. */
  sealed interface Look {
    record Found(RunnableModel candidate, Optional<RunnableModel> baseline) implements Look {}

    record Waits(WaitReason reason) implements Look {}
  }

  /**
   * Looks for the engine of a model and of what it is compared with; no model is asked anything.
   *
   * @param mayUseNetwork whether anything may be asked of another machine
   */
  Look look(
      ModelShelf.Shelved candidate, Optional<ModelShelf.Shelved> baseline, boolean mayUseNetwork) {
    Look one = look(candidate, mayUseNetwork);
    if (baseline.isEmpty() || !(one instanceof Look.Found found)) {
      return one;
    }
    Look other = look(baseline.get(), mayUseNetwork);
    if (!(other instanceof Look.Found beside)) {
      return other;
    }
    return found.candidate().isComparableWith(beside.candidate())
        ? new Look.Found(found.candidate(), Optional.of(beside.candidate()))
        : new Look.Waits(WaitReason.NOT_COMPARABLE);
  }

  private Look look(ModelShelf.Shelved shelved, boolean mayUseNetwork) {
    InstalledModel model = shelved.model();
    if (model.isElsewhere() && !mayUseNetwork) {
      return new Look.Waits(WaitReason.METERED);
    }
    Engines.Standing standing = engines.of(model);
    if (standing instanceof Engines.Standing.NotNow not) {
      patience.forget(model);
      return new Look.Waits(not.reason());
    }
    Optional<WaitReason> objection = patience.objection(model);
    return objection.isPresent()
        ? new Look.Waits(objection.get())
        : new Look.Found(
            new RunnableModel(shelved, ((Engines.Standing.There) standing).engine()),
            Optional.empty());
  }

  /** Asks a server what a run relies on; says whether it may begin. */
  boolean isFit(RunnableModel model) {
    if (!model.isServed()) {
      return true;
    }
    Optional<WaitReason> objection = triedOut(model);
    objection.ifPresentOrElse(
        reason -> patience.refused(model.model(), reason), () -> patience.forget(model.model()));
    return objection.isEmpty();
  }

  /** Leaves a server alone for a while that a run has lost. */
  void leave(InstalledModel model) {
    patience.refused(model, WaitReason.SERVER_UNFIT);
  }

  private Optional<WaitReason> triedOut(RunnableModel model) {
    Opening opening = model.engine().open();
    if (opening instanceof Opening.Refused refused) {
      return Optional.of(
          refused.kind() == Opening.Refused.Kind.BUSY ? WaitReason.BUSY : WaitReason.SERVER_UNFIT);
    }
    try (ModelSession session = ((Opening.Opened) opening).session()) {
      return suites.stream().allMatch(suite -> isNotFor(suite, session))
          ? Optional.of(WaitReason.SERVER_UNFIT)
          : Optional.empty();
    }
  }

  /** What is merely lacking; an engine that does it wrong is a broken harness, and said to be. */
  private static boolean isNotFor(Suite suite, ModelSession session) {
    return NeededCapabilities.lacking(suite, session.capabilities(), session.shortcomings())
        .filter(shortcoming -> !shortcoming.broken())
        .isPresent();
  }
}
