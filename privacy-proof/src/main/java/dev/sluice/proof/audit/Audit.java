package dev.sluice.proof.audit;

import dev.sluice.privacy.mechanism.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Attacks claims, as in a privacy game: which of two inputs did these bytes come from?
 *
 * <p>A quarter of the reports chooses the event that tells the inputs apart best. The others, which
 * had no part in the choice, certify with Clopper-Pearson bounds how much likelier one input makes
 * it: ln(p_low / q_high) is a lower bound of the true epsilon. All bounds of an audit hold together
 * with its confidence, by Bonferroni over claims and sides.
 */
public final class Audit {
  /** Share of the claim that must be certified for a verdict to mean something. */
  public static final double TEETH = 0.8;

  /** One part of the reports in four chooses; the others certify. */
  private static final int PARTS = 4;

  private final ExecutorService workers;
  private final double confidence;
  private final OptionalInt samples;

  /**
   * An audit.
   *
   * @param workers where devices run, each in a task of its own
   * @param confidence of all bounds together, below 1
   * @param samples reports of each input; if empty, as many as each claim needs
   */
  public Audit(ExecutorService workers, double confidence, OptionalInt samples) {
    this.workers = workers;
    this.confidence = confidence;
    this.samples = samples;
  }

  /**
   * Attacks each claim.
   *
   * @param onResult is told of each result as soon as it is there
   */
  public List<AuditResult> run(List<Target> targets, Consumer<AuditResult> onResult)
      throws InterruptedException {
    double alpha = (1 - confidence) / targets.size() / 2;
    List<AuditResult> results = new ArrayList<>();
    for (Target target : targets) {
      AuditResult result = attack(target, alpha);
      results.add(result);
      onResult.accept(result);
    }
    return results;
  }

  private AuditResult attack(Target target, double alpha) throws InterruptedException {
    int each = samples.orElseGet(() -> certified(target, alpha)) / PARTS;
    List<Future<Haul>> running = new ArrayList<>();
    for (Measurement input : List.of(target.first(), target.second())) {
      for (int part = 0; part < PARTS; part++) {
        Callable<Haul> task = () -> Haul.collect(target, input, each);
        running.add(workers.submit(task));
      }
    }
    List<Haul> hauls = results(running);
    double bound = bound(hauls.subList(0, PARTS), hauls.subList(PARTS, 2 * PARTS), alpha);
    return new AuditResult(
        target.mechanism(),
        target.epsilon(),
        bound,
        (long) each * hauls.size(),
        verdict(target, hauls, bound));
  }

  private static int certified(Target target, double alpha) {
    return SampleSize.certifying(target, TEETH, alpha) / (PARTS - 1) * PARTS;
  }

  private static double bound(List<Haul> first, List<Haul> second, double alpha) {
    Event event =
        EventChoice.best(
            Haul.sorted(first.subList(0, 1)), Haul.sorted(second.subList(0, 1)), alpha);
    double bound =
        event.logRatio(
            Haul.sorted(first.subList(1, PARTS)), Haul.sorted(second.subList(1, PARTS)), alpha);
    return Math.max(0, bound);
  }

  private static Verdict verdict(Target target, List<Haul> hauls, double bound) {
    if (Haul.repeatIds(hauls)) {
      return Verdict.REPEATS;
    }
    if (bound > target.epsilon()) {
      return Verdict.LEAKS;
    }
    if (Haul.repeatNoise(hauls, target.likely())) {
      return Verdict.REPEATS;
    }
    if (Haul.differOpenly(hauls)) {
      return Verdict.DIFFERS;
    }
    return bound < TEETH * target.epsilon() ? Verdict.WEAK : Verdict.OK;
  }

  private static List<Haul> results(List<Future<Haul>> running) throws InterruptedException {
    List<Haul> hauls = new ArrayList<>();
    for (Future<Haul> each : running) {
      try {
        hauls.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a device failed: " + e.getCause(), e.getCause());
      }
    }
    return hauls;
  }
}
