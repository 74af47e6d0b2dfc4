package dev.sluice.fleet.truth;

import dev.sluice.fleet.behaviour.DeviceRun;
import dev.sluice.fleet.behaviour.VersionBehaviour;
import dev.sluice.fleet.population.ClassModel;
import dev.sluice.fleet.population.Population;
import dev.sluice.fleet.workers.Workers;
import dev.sluice.privacy.registry.Design;
import dev.sluice.privacy.registry.Metric;
import dev.sluice.probe.cycle.Measurements;
import dev.sluice.probe.cycle.ReportCycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes the truth of a comparison: the mean of both potential outcomes over every device that
 * would ever report and can take the release, which eligibility alone is not confined to; clipped
 * and rounded as the mechanisms do, without noise and without sampling. Of a difference it is the
 * mean of what the devices would subtract, and the control's is 0.
 */
public final class FleetTruth {
  private final Population population;
  private final Workers workers;

  public FleetTruth(Population population, Workers workers) {
    this.population = population;
    this.workers = workers;
  }

  /**
   * The truth of some metrics, in their order. A metric that no device can report is left out.
   *
   * @param occasion the rollout's, see {@link DeviceRun}
   * @param metrics metrics with a headline: no histograms
   */
  public List<MetricTruth> compare(
      long occasion, VersionBehaviour control, VersionBehaviour candidate, List<Metric> metrics)
      throws InterruptedException {
    List<Sums> chunks =
        workers.overChunks(
            population.devices(),
            (from, to) -> {
              Sums sums = new Sums(metrics.size());
              for (int device = from; device < to; device++) {
                if (population.everReports(device)) {
                  sums.add(device, occasion, control, candidate, metrics);
                }
              }
              return sums;
            });
    List<MetricTruth> truths = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      truth(metrics.get(i), i, chunks).ifPresent(truths::add);
    }
    return truths;
  }

  private static Optional<MetricTruth> truth(Metric metric, int slot, List<Sums> chunks) {
    long devices = chunks.stream().mapToLong(sums -> sums.devices[slot]).sum();
    if (devices == 0) {
      return Optional.empty();
    }
    // In the chunks' order, so that rounding does not depend on which of them was ready first.
    double control = 0;
    double candidate = 0;
    for (Sums sums : chunks) {
      control += sums.control[slot];
      candidate += sums.candidate[slot];
    }
    control /= devices;
    candidate /= devices;
    return Optional.of(
        new MetricTruth(
            metric.id(), control, candidate, metric.direction().harm(control, candidate)));
  }

  /** Sums over a chunk, one slot a metric. */
  private final class Sums {
    private final long[] devices;
    private final double[] control;
    private final double[] candidate;

    Sums(int slots) {
      devices = new long[slots];
      control = new double[slots];
      candidate = new double[slots];
    }

    void add(
        int device,
        long occasion,
        VersionBehaviour controlVersion,
        VersionBehaviour candidateVersion,
        List<Metric> metrics) {
      ClassModel model = population.classes().get(population.classIndex(device));
      DeviceRun controlRun = new DeviceRun(population, device, occasion, controlVersion);
      DeviceRun candidateRun = new DeviceRun(population, device, occasion, candidateVersion);
      Measurements both =
          DeviceRun.paired(population, device, occasion, candidateVersion, controlVersion);
      for (int slot = 0; slot < metrics.size(); slot++) {
        Metric metric = metrics.get(slot);
        if (!metric.availableOn(model.name()) || ReportCycle.hasNoRun(metric, controlRun)) {
          continue;
        }
        devices[slot]++;
        if (metric.design() == Design.PAIRED) {
          candidate[slot] += metric.mechanism().noiseless(both.of(metric));
        } else {
          control[slot] += metric.mechanism().noiseless(controlRun.of(metric));
          candidate[slot] += metric.mechanism().noiseless(candidateRun.of(metric));
        }
      }
    }
  }
}
