package dev.sluice.fleet.population;

import java.util.SplittableRandom;

/**
 * Random streams that depend on nothing but the fleet's seed and what they are for. So a device is
 * the same whichever thread looks at it, whatever was asked before, and however often.
 */
public final class Seeds {
  private final long seed;

  public Seeds(long seed) {
    this.seed = seed;
  }

  /** The stream of one purpose of one device. */
  public SplittableRandom stream(Purpose purpose, int device, long occasion) {
    return new SplittableRandom(bits(purpose, device, occasion));
  }

  /** 64 bits that look random, for one purpose of one device on one occasion. */
  public long bits(Purpose purpose, int device, long occasion) {
    return mix(mix(mix(mix(seed) + purpose.number) + device) + occasion);
  }

  /** A uniform value in [0, 1) for one purpose of one device on one occasion. */
  public double uniform(Purpose purpose, int device, long occasion) {
    return (bits(purpose, device, occasion) >>> 11) * 0x1p-53;
  }

  /** The occasion that a name, such as a rollout's id, stands for. */
  public static long occasion(String name) {
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + name.charAt(i));
    }
    return hash;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014) after its golden-ratio step. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * What a stream is for; two purposes never share one. The numbers are part of a seed's meaning.
   */
  public enum Purpose {
    DEVICE_CLASS(1),
    PARTICIPATION(2),
    ONLINE(3),
    LOCAL_SEED(4),
    TRAITS(5),
    RELIABILITY(6),
    ITEMS(7),
    TIME_TO_FIRST_TOKEN(8),
    DECODE(9),
    ENERGY(10),
    DUPLICATES(11),
    MALFORMED(12),
    HARNESS(13),
    ELIGIBILITY(14);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }
}
