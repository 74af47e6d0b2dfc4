package dev.sluice.fleet.population;

/**
 * What the simulation assumes about one device class. The times are those of the fleet's reference
 * version; other versions keep their measured ratio to it.
 *
 * @param name one of the registry's device classes
 * @param share of the fleet, above 0; shares are relative to each other
 * @param ttftMillis median time to first token of the reference version
 * @param decodeTokensPerSecond median decoding speed of the reference version
 * @param joulesPer1kTokens median energy of the reference version
 * @param crashRate share of runs that die whatever the version, 0 to 1
 * @param fallbackRate share of runs that need the fallback whatever the version, 0 to 1
 * @param spoiltAnswerRate share of right answers that this hardware's arithmetic spoils, 0 to 1
 * @param shortOfMemory share of the devices that lack the memory for a release, 0 to 1
 * @param shortOfDisk share that lack the disk space for it and not the memory; both together at
 *     most 1
 */
public record ClassModel(
    String name,
    double share,
    double ttftMillis,
    double decodeTokensPerSecond,
    double joulesPer1kTokens,
    double crashRate,
    double fallbackRate,
    double spoiltAnswerRate,
    double shortOfMemory,
    double shortOfDisk) {

  /** A class whose devices can all take any release. */
  public ClassModel(
      String name,
      double share,
      double ttftMillis,
      double decodeTokensPerSecond,
      double joulesPer1kTokens,
      double crashRate,
      double fallbackRate,
      double spoiltAnswerRate) {
    this(
        name,
        share,
        ttftMillis,
        decodeTokensPerSecond,
        joulesPer1kTokens,
        crashRate,
        fallbackRate,
        spoiltAnswerRate,
        0,
        0);
  }

  /** The same class where every device can take any release. */
  public ClassModel withEveryDeviceEligible() {
    return new ClassModel(
        name,
        share,
        ttftMillis,
        decodeTokensPerSecond,
        joulesPer1kTokens,
        crashRate,
        fallbackRate,
        spoiltAnswerRate);
  }

  public ClassModel {
    requirePositive("share", share);
    requirePositive("ttftMillis", ttftMillis);
    requirePositive("decodeTokensPerSecond", decodeTokensPerSecond);
    requirePositive("joulesPer1kTokens", joulesPer1kTokens);
    requireRate("crashRate", crashRate);
    requireRate("fallbackRate", fallbackRate);
    requireRate("spoiltAnswerRate", spoiltAnswerRate);
    requireRate("shortOfMemory", shortOfMemory);
    requireRate("shortOfDisk", shortOfDisk);
    requireRate("shortOfMemory and shortOfDisk together", shortOfMemory + shortOfDisk);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be positive and finite, was " + value);
    }
  }

  static void requireRate(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be 0 to 1, was " + value);
    }
  }
}
