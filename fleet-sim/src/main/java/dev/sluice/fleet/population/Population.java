package dev.sluice.fleet.population;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The devices of a fleet, by number. Nothing is stored: every fact is worked out from the seed, so
 * a million devices take no memory and any thread may ask.
 */
public final class Population {
  /** Spread of speed between the devices of a class: one standard deviation of the logarithm. */
  private static final double SPEED_SPREAD = 0.25;

  private static final double ENERGY_SPREAD = 0.20;
  private static final double SPOILING_SPREAD = 0.50;

  private final FleetPlan plan;
  private final Seeds seeds;
  private final double[] cumulativeShares;

  public Population(FleetPlan plan) {
    this.plan = plan;
    this.seeds = new Seeds(plan.seed());
    this.cumulativeShares = cumulate(plan.classes());
  }

  public int devices() {
    return plan.devices();
  }

  /** The seed's streams, for whoever simulates what happens on a device. */
  public Seeds seeds() {
    return seeds;
  }

  public List<ClassModel> classes() {
    return plan.classes();
  }

  /** Index into {@link #classes}. */
  public int classIndex(int device) {
    double point = seeds.uniform(Seeds.Purpose.DEVICE_CLASS, device, 0);
    int index = 0;
    while (point >= cumulativeShares[index]) {
      index++;
    }
    return index;
  }

  /** Whether a device ever reports: its owner has agreed and it finds the time some day. */
  public boolean everReports(int device) {
    return seeds.uniform(Seeds.Purpose.PARTICIPATION, device, 0) < plan.everReporting();
  }

  /** Whether a device that ever reports finds the time for a run on a day. */
  public boolean online(int device, long epochDay) {
    return seeds.uniform(Seeds.Purpose.ONLINE, device, epochDay) < plan.onlinePerDay();
  }

  /** The device's local seed, which a real device draws once and never sends. */
  public byte[] localSeed(int device) {
    return ByteBuffer.allocate(16)
        .putLong(seeds.bits(Seeds.Purpose.LOCAL_SEED, device, 0))
        .putLong(seeds.bits(Seeds.Purpose.LOCAL_SEED, device, 1))
        .array();
  }

  /** What sets a device apart from the others of its class. */
  public DeviceTraits traits(int device) {
    SplittableRandom random = seeds.stream(Seeds.Purpose.TRAITS, device, 0);
    ClassModel model = plan.classes().get(classIndex(device));
    double slowness = logNormal(random, SPEED_SPREAD);
    return new DeviceTraits(
        model,
        model.ttftMillis() * slowness,
        model.decodeTokensPerSecond() / slowness,
        model.joulesPer1kTokens() * logNormal(random, ENERGY_SPREAD),
        Math.min(1, model.spoiltAnswerRate() * logNormal(random, SPOILING_SPREAD)));
  }

  /**
   * What stands between a device and the release of a rollout, by the registry's words: {@code
   * eligible} if nothing does.
   */
  public String eligibility(int device, long occasion) {
    ClassModel model = plan.classes().get(classIndex(device));
    double point = seeds.uniform(Seeds.Purpose.ELIGIBILITY, device, occasion);
    if (point < model.shortOfMemory()) {
      return "memory";
    }
    return point < model.shortOfMemory() + model.shortOfDisk() ? "disk" : "eligible";
  }

  private static double logNormal(SplittableRandom random, double spread) {
    return Math.exp(spread * random.nextGaussian());
  }

  private static double[] cumulate(List<ClassModel> classes) {
    double total = classes.stream().mapToDouble(ClassModel::share).sum();
    double[] cumulative = new double[classes.size()];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += classes.get(i).share() / total;
      cumulative[i] = sum;
    }
    cumulative[cumulative.length - 1] = 1; // rounding must not leave a gap at the end
    return cumulative;
  }
}
